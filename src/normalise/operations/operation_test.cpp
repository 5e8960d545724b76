#include "normalise/operations/operation.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

TEST(TextIn, IsTheTextOfAnyValue) {
  Arena arena;
  EXPECT_EQ(text_in(Value::utf8("as it is"), arena), "as it is");
  EXPECT_EQ(text_in(Value::utf8("\xff"), arena), "\ufffd");
  EXPECT_EQ(text_in(utf16(u"\u65e5\u672c"), arena), "\u65e5\u672c");
  EXPECT_EQ(text_in(Value{}, arena), "");
  const Value parts[] = {Value::utf8("a"), utf16(u"b")};
  EXPECT_EQ(text_in(Value::list_of(parts), arena), "a, b");
}

TEST(TextIn, CleanUtf8IsNotCopied) {
  Arena arena;
  std::string_view text = "as it is";
  EXPECT_EQ(text_in(Value::utf8(text), arena).data(), text.data());
}

}  // namespace
}  // namespace noroshi

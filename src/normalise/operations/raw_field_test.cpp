#include "normalise/operations/raw_field.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

TEST(RawField, GivesItsInputWithItsType) {
  RawField field(1);
  Arena arena;
  const Value inputs[] = {Value::utf8("a"), utf16(u"b")};
  EXPECT_EQ(field.evaluate(inputs, arena).type, ValueType::kTextUtf16);
  EXPECT_EQ(evaluated(field, {Value::utf8("a"), utf16(u"b")}), "b");
  EXPECT_EQ(evaluated(field, {Value::utf8("a"), Value{}}), std::nullopt);
  EXPECT_TRUE(possible(field, {false, true}));
  EXPECT_FALSE(possible(field, {true, false}));
}

}  // namespace
}  // namespace noroshi

#include "pipeline/record_fields.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Value wide(std::u16string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()),
          static_cast<std::uint32_t>(2 * text.size()), ValueType::kTextUtf16};
}

TEST(RecordFields, ComparesBothEncodingsWithoutCase) {
  EXPECT_TRUE(equals_ascii(wide(u"SECURITY"), "Security"));
  EXPECT_TRUE(equals_ascii(Value::utf8("security"), "Security"));
  EXPECT_TRUE(equals_ascii(wide(std::u16string_view(u"Security\0", 9)), "Security"));
  EXPECT_FALSE(equals_ascii(wide(u"Securit\u0179"), "Security"));
  EXPECT_FALSE(equals_ascii(wide(u"Securit"), "Security"));
  EXPECT_FALSE(equals_ascii(Value::empty(), "Security"));
}

TEST(RecordFields, EventIdOfTextAndOfNothing) {
  EXPECT_EQ(slow_event_id(Value::utf8("4688")), 4688);
  EXPECT_EQ(slow_event_id(Value::utf8("many")), -1);
  EXPECT_EQ(slow_event_id(Value::utf8("-4")), -1);
  EXPECT_EQ(slow_event_id(Value{}), -1);
}

}  // namespace
}  // namespace noroshi

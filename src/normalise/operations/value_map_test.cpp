#include "normalise/operations/value_map.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

ValueMap direction(ValueMap::Otherwise otherwise) {
  return {input(), {{"%%14593", "true"}, {"S-1-X", "sid"}, {"-", std::nullopt}}, otherwise};
}

TEST(ValueMap, MapsByTextWithoutRegardToCase) {
  ValueMap map = direction(ValueMap::Otherwise::kInput);
  EXPECT_EQ(evaluated(map, {utf16(u"%%14593")}), "true");
  EXPECT_EQ(evaluated(map, {Value::utf8("s-1-x")}), "sid");
  EXPECT_EQ(evaluated(map, {Value::utf8("-")}), std::nullopt);
}

TEST(ValueMap, WhatIsNotListed) {
  EXPECT_EQ(evaluated(direction(ValueMap::Otherwise::kInput), {utf16(u"other")}), "other");
  EXPECT_EQ(evaluated(direction(ValueMap::Otherwise::kAbsent), {utf16(u"other")}), std::nullopt);
  EXPECT_EQ(evaluated(direction(ValueMap::Otherwise::kInput), {Value{}}), std::nullopt);
  EXPECT_EQ(evaluated(direction(ValueMap::Otherwise::kInput), {Value::empty()}), "");
}

TEST(ValueMap, NumbersAreMappedByTheirText) {
  ValueMap map(input(), {{"6", "tcp"}}, ValueMap::Otherwise::kInput);
  const std::uint32_t six = 6;
  EXPECT_EQ(
      evaluated(map, {Value{reinterpret_cast<const std::byte*>(&six), 4, ValueType::kUnsigned}}),
      "tcp");
}

}  // namespace
}  // namespace noroshi

#include "normalise/operations/number_base.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

TEST(NumberBase, HexadecimalTextAndValuesBecomeIntegers) {
  NumberBase decimal(input(), NumberBase::Base::kDecimal, 1);
  EXPECT_EQ(evaluated(decimal, {utf16(u"0x116c")}), "4460");
  EXPECT_EQ(evaluated(decimal, {Value::utf8("77")}), "77");
  const std::uint64_t hex = 0x116c;
  Value value{reinterpret_cast<const std::byte*>(&hex), 8, ValueType::kHex};
  EXPECT_EQ(evaluated(decimal, {value}), "4460");
  Arena arena;
  EXPECT_EQ(decimal.evaluate(std::span(&value, 1), arena).type, ValueType::kUnsigned);
}

TEST(NumberBase, WhatIsNoNumberStays) {
  NumberBase decimal(input(), NumberBase::Base::kDecimal, 1);
  EXPECT_EQ(evaluated(decimal, {Value::utf8("-")}), "-");
  EXPECT_EQ(evaluated(decimal, {Value::utf8("-5")}), "-5");
  EXPECT_EQ(evaluated(decimal, {Value::utf8("1.5")}), "1.5");
  EXPECT_EQ(evaluated(decimal, {Value{}}), std::nullopt);
}

TEST(NumberBase, Digits) {
  NumberBase padded(input(), NumberBase::Base::kHexadecimal, 8);
  EXPECT_EQ(evaluated(padded, {Value::utf8("1")}), "00000001");
  EXPECT_EQ(evaluated(padded, {Value::utf8("0xABCDEF012")}), "abcdef012");
  NumberBase decimal(input(), NumberBase::Base::kDecimal, 20);
  EXPECT_EQ(evaluated(decimal, {Value::utf8("18446744073709551615")}), "18446744073709551615");
}

}  // namespace
}  // namespace noroshi

#include "event/value_text.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace noroshi {
namespace {

template <typename T>
struct Stored {
  T data;
  Value value;
  Stored(T content, ValueType type) : data(content) {
    value = {reinterpret_cast<const std::byte*>(&data), sizeof(T), type};
  }
  Stored(const Stored&) = delete;
};

template <typename T>
std::string text_of(T content, ValueType type) {
  Stored<T> stored(content, type);
  return to_text(stored.value);
}

Value bytes_value(const std::vector<unsigned char>& bytes, ValueType type) {
  return {reinterpret_cast<const std::byte*>(bytes.data()),
          static_cast<std::uint32_t>(bytes.size()), type};
}

Value wide(std::u16string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()),
          static_cast<std::uint32_t>(text.size() * 2), ValueType::kTextUtf16};
}

TEST(ValueText, Integers) {
  EXPECT_EQ(text_of<std::int8_t>(-1, ValueType::kSigned), "-1");
  EXPECT_EQ(text_of<std::int64_t>(std::numeric_limits<std::int64_t>::min(), ValueType::kSigned),
            "-9223372036854775808");
  EXPECT_EQ(text_of<std::uint16_t>(4688, ValueType::kUnsigned), "4688");
  EXPECT_EQ(text_of<std::uint64_t>(~std::uint64_t{0}, ValueType::kUnsigned),
            "18446744073709551615");
  EXPECT_EQ(text_of<std::uint32_t>(0x3E7, ValueType::kHex), "0x3e7");
  EXPECT_EQ(text_of<std::uint64_t>(0x8020000000000000, ValueType::kHex), "0x8020000000000000");
  EXPECT_EQ(text_of<std::uint64_t>(0, ValueType::kHex), "0x0");
}

TEST(ValueText, Reals) {
  EXPECT_EQ(text_of<double>(1.5, ValueType::kReal), "1.5");
  EXPECT_EQ(text_of<float>(0.1F, ValueType::kReal), "0.1");
  EXPECT_EQ(text_of<double>(std::nan(""), ValueType::kReal), "nan");
  EXPECT_EQ(text_of<double>(-std::nan(""), ValueType::kReal), "nan");
  EXPECT_EQ(text_of<double>(-std::numeric_limits<double>::infinity(), ValueType::kReal), "-inf");
}

TEST(ValueText, BooleanAndNothing) {
  EXPECT_EQ(text_of<std::uint32_t>(0x100, ValueType::kBoolean), "true");
  EXPECT_EQ(text_of<std::uint8_t>(0, ValueType::kBoolean), "false");
  EXPECT_EQ(to_text({}), "");
  EXPECT_EQ(to_text(Value::empty()), "");
}

TEST(ValueText, Guid) {
  std::vector<unsigned char> bytes = {0x25, 0x96, 0x84, 0x54, 0x78, 0x54, 0x94, 0x49,
                                      0xa5, 0xba, 0x3e, 0x3b, 0x03, 0x28, 0xc3, 0x0d};
  EXPECT_EQ(to_text(bytes_value(bytes, ValueType::kGuid)),
            "{54849625-5478-4994-A5BA-3E3B0328C30D}");
  bytes.pop_back();
  EXPECT_EQ(to_text(bytes_value(bytes, ValueType::kGuid)), "2596845478549449A5BA3E3B0328C3");
}

TEST(ValueText, Sid) {
  EXPECT_EQ(to_text(bytes_value({1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, ValueType::kSid)),
            "S-1-5-18");
  EXPECT_EQ(to_text(bytes_value({1, 0, 0, 0, 0, 0, 0, 1}, ValueType::kSid)), "S-1-1");
  EXPECT_EQ(to_text(bytes_value({1, 0, 1, 0, 0, 0, 0, 0}, ValueType::kSid)), "S-1-0x10000000000");
  // Says two, has one.
  EXPECT_EQ(to_text(bytes_value({1, 2, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, ValueType::kSid)),
            "010200000000000512000000");
  EXPECT_EQ(to_text(bytes_value({1, 2}, ValueType::kSid)), "0102");
}

TEST(ValueText, Times) {
  EXPECT_EQ(text_of<std::uint64_t>(116444736000000001ULL, ValueType::kFiletime),
            "1970-01-01T00:00:00.0000001Z");
  std::vector<unsigned char> bytes(16);
  const std::uint16_t parts[] = {2026, 11, 1, 23, 5, 2, 9, 123};
  std::memcpy(bytes.data(), parts, sizeof(parts));
  EXPECT_EQ(to_text(bytes_value(bytes, ValueType::kSystemtime)), "2026-11-23T05:02:09.1230000Z");
  bytes[2] = 13;
  EXPECT_EQ(to_text(bytes_value(bytes, ValueType::kSystemtime)),
            "EA070D0001001700050002000900"
            "7B00");
}

TEST(ValueText, TextAndBinary) {
  EXPECT_EQ(to_text(wide(u"C:\\\u65e5\u672c")), "C:\\\u65e5\u672c");
  EXPECT_EQ(to_text(wide(std::u16string_view(u"a\0b", 3))), std::string("a\0b", 3));
  EXPECT_EQ(to_text(Value::utf8("a\xff")), "a\ufffd");
  EXPECT_EQ(to_text(bytes_value({0xde, 0xad, 0}, ValueType::kBinary)), "DEAD00");
  EXPECT_EQ(to_text(bytes_value({1, 2, 3}, ValueType::kUnsigned)), "010203");  // no such size
}

TEST(ValueText, List) {
  const Value parts[] = {Value::utf8("a"), Value::empty(), wide(u"b")};
  EXPECT_EQ(to_text(Value::list_of(parts)), "a, , b");
  EXPECT_EQ(to_text(Value::list_of({})), "");
}

TEST(ValueNumber, Texts) {
  auto integer_of = [](std::string_view text) -> std::string {
    auto number = to_number(Value::utf8(text));
    if (!number || !number->is_integer) {
      return "none";
    }
    return (number->is_negative ? "-" : "") + std::to_string(number->magnitude);
  };
  EXPECT_EQ(integer_of("4688"), "4688");
  EXPECT_EQ(integer_of(" -12 "), "-12");
  EXPECT_EQ(integer_of("+7"), "7");
  EXPECT_EQ(integer_of("-0"), "0");
  EXPECT_EQ(integer_of("0x116c"), "4460");
  EXPECT_EQ(integer_of("0X1F"), "31");
  EXPECT_EQ(integer_of("18446744073709551615"), "18446744073709551615");
  for (std::string_view text : {"", " ", "-", "0x", "0xg", "12a", "1 2", "nan", "inf", "--1",
                                "0x1ffffffffffffffff", "1.5", "."}) {
    EXPECT_EQ(integer_of(text), "none") << text;
  }
  EXPECT_DOUBLE_EQ(to_number(Value::utf8("-1.5e1"))->real, -15);
  EXPECT_DOUBLE_EQ(to_number(Value::utf8("18446744073709551616"))->real, 18446744073709551616.0);
  EXPECT_FALSE(to_number(Value::utf8("1e999")));
  EXPECT_EQ(to_number(wide(u" 77 "))->magnitude, 77u);
  EXPECT_FALSE(to_number(wide(u"7\uff17")));
  EXPECT_FALSE(to_number(Value::utf8(std::string(200, '1'))));
}

TEST(ValueNumber, Others) {
  Stored<std::int32_t> negative(-5, ValueType::kSigned);
  EXPECT_TRUE(to_number(negative.value)->is_negative);
  EXPECT_EQ(to_number(negative.value)->magnitude, 5u);
  Stored<std::uint64_t> hex(0x116c, ValueType::kHex);
  EXPECT_EQ(to_number(hex.value)->magnitude, 4460u);
  Stored<std::uint8_t> boolean(7, ValueType::kBoolean);
  EXPECT_EQ(to_number(boolean.value)->magnitude, 1u);
  EXPECT_FALSE(to_number({}));
  EXPECT_FALSE(to_number(Value::empty()));
  Stored<double> nan(std::nan(""), ValueType::kReal);
  EXPECT_FALSE(to_number(nan.value));
}

TEST(ValueNumber, Compare) {
  auto number = [](std::string_view text) { return *to_number(Value::utf8(text)); };
  EXPECT_EQ(compare(number("1"), number("2")), -1);
  EXPECT_EQ(compare(number("-1"), number("-2")), 1);
  EXPECT_EQ(compare(number("-1"), number("1")), -1);
  EXPECT_EQ(compare(number("0x10"), number("16")), 0);
  EXPECT_EQ(compare(number("1.5"), number("1")), 1);
  // Exact where doubles are not.
  EXPECT_EQ(compare(number("9007199254740993"), number("9007199254740992")), 1);
}

}  // namespace
}  // namespace noroshi

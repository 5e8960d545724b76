#include "decode/evtx/binary_value.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "decode/evtx/limits.h"
#include "event/value_text.h"
#include "support/raw_chunk.h"

namespace noroshi::evtx {
namespace {

using support::little_endian;
using support::utf16;

// "type:text"; lists as "[a][b]".
std::string shown(std::uint8_t type, std::string_view bytes) {
  Arena arena;
  Value value;
  const Problem problem = binary_value(type, reinterpret_cast<const std::byte*>(bytes.data()),
                                       static_cast<std::uint32_t>(bytes.size()), arena, value);
  if (problem != Problem::kNone) {
    return std::string(problem_kind(problem));
  }
  if (value.type != ValueType::kList) {
    return std::to_string(static_cast<int>(value.type)) + ":" + to_text(value);
  }
  std::string out;
  for (const Value& item : value.list()) {
    out += '[' + to_text(item) + ']';
  }
  return out;
}

std::string expected(ValueType type, std::string_view text) {
  return std::to_string(static_cast<int>(type)) + ":" + std::string(text);
}

TEST(BinaryValue, EveryType) {
  EXPECT_EQ(shown(0x01, utf16("text")), expected(ValueType::kTextUtf16, "text"));
  EXPECT_EQ(shown(0x02, "caf\xe9 \x80"), expected(ValueType::kTextUtf8, "café €"));
  EXPECT_EQ(shown(0x03, "\xff"), expected(ValueType::kSigned, "-1"));
  EXPECT_EQ(shown(0x04, "\xff"), expected(ValueType::kUnsigned, "255"));
  EXPECT_EQ(shown(0x05, little_endian<std::int16_t>(-2)), expected(ValueType::kSigned, "-2"));
  EXPECT_EQ(shown(0x06, little_endian<std::uint16_t>(4688)),
            expected(ValueType::kUnsigned, "4688"));
  EXPECT_EQ(shown(0x07, little_endian<std::int32_t>(-3)), expected(ValueType::kSigned, "-3"));
  EXPECT_EQ(shown(0x08, little_endian<std::uint32_t>(7)), expected(ValueType::kUnsigned, "7"));
  EXPECT_EQ(shown(0x09, little_endian<std::int64_t>(-4)), expected(ValueType::kSigned, "-4"));
  EXPECT_EQ(shown(0x0a, little_endian<std::uint64_t>(8)), expected(ValueType::kUnsigned, "8"));
  EXPECT_EQ(shown(0x0b, little_endian(1.5F)), expected(ValueType::kReal, "1.5"));
  EXPECT_EQ(shown(0x0c, little_endian(2.5)), expected(ValueType::kReal, "2.5"));
  EXPECT_EQ(shown(0x0d, little_endian<std::uint32_t>(1)), expected(ValueType::kBoolean, "true"));
  EXPECT_EQ(shown(0x0e, "\x01\xab"), expected(ValueType::kBinary, "01AB"));
  EXPECT_EQ(shown(0x0f, "0123456789abcdef"),
            expected(ValueType::kGuid, "{33323130-3534-3736-3839-616263646566}"));
  EXPECT_EQ(shown(0x10, little_endian<std::uint64_t>(0x3e7)), expected(ValueType::kHex, "0x3e7"));
  EXPECT_EQ(shown(0x10, little_endian<std::uint32_t>(0x3e7)), expected(ValueType::kHex, "0x3e7"));
  EXPECT_EQ(shown(0x11, little_endian<std::uint64_t>(116444736000000000)),
            expected(ValueType::kFiletime, "1970-01-01T00:00:00.0000000Z"));
  std::string systemtime;
  for (std::uint16_t part : {2026, 11, 1, 23, 5, 2, 9, 123}) {
    systemtime += little_endian(part);
  }
  EXPECT_EQ(shown(0x12, systemtime),
            expected(ValueType::kSystemtime, "2026-11-23T05:02:09.1230000Z"));
  const std::string sid("\x01\x01\0\0\0\0\0\x05\x12\0\0\0", 12);
  EXPECT_EQ(shown(0x13, sid), expected(ValueType::kSid, "S-1-5-18"));
  EXPECT_EQ(shown(0x14, little_endian<std::uint32_t>(255)), expected(ValueType::kHex, "0xff"));
  EXPECT_EQ(shown(0x15, little_endian<std::uint64_t>(255)), expected(ValueType::kHex, "0xff"));
  EXPECT_EQ(shown(0x20, little_endian<std::uint64_t>(16)), expected(ValueType::kHex, "0x10"));
  EXPECT_EQ(shown(0x23, utf16("<a/>")), expected(ValueType::kTextUtf16, "<a/>"));
}

TEST(BinaryValue, ASizeThatIsNotTheTypesIsShownAsWhatItAllows) {
  EXPECT_EQ(shown(0x08, little_endian<std::uint64_t>(9)), expected(ValueType::kUnsigned, "9"));
  EXPECT_EQ(shown(0x08, "abc"), expected(ValueType::kBinary, "616263"));
  EXPECT_EQ(shown(0x08, ""), expected(ValueType::kEmpty, ""));
  EXPECT_EQ(shown(0x0d, "\x01"), expected(ValueType::kBoolean, "true"));
  EXPECT_EQ(shown(0x0f, "abc"), expected(ValueType::kBinary, "616263"));
  EXPECT_EQ(shown(0x13, "abc"), expected(ValueType::kBinary, "616263"));
  EXPECT_EQ(shown(0x7f, "abc"), expected(ValueType::kBinary, "616263"));
  EXPECT_EQ(shown(0x01, ""), expected(ValueType::kTextUtf16, ""));
}

TEST(BinaryValue, TextLosesTheNulsAtItsEndOnly) {
  EXPECT_EQ(shown(0x01, std::string("a\0\0\0b\0\0\0\0\0", 10)),
            expected(ValueType::kTextUtf16, std::string_view("a\0b", 3)));
  EXPECT_EQ(shown(0x02, std::string("ab\0\0", 4)), expected(ValueType::kTextUtf8, "ab"));
  EXPECT_EQ(shown(0x01, std::string("a\0b", 3)), expected(ValueType::kTextUtf16, "a"));
}

TEST(BinaryValue, Arrays) {
  EXPECT_EQ(shown(0x81, utf16(std::string("one\0\0three\0", 11))), "[one][][three]");
  EXPECT_EQ(shown(0x81, utf16("unended")), "[unended]");
  EXPECT_EQ(shown(0x82, std::string("a\0bc\0", 5)), "[a][bc]");
  EXPECT_EQ(shown(0x86, little_endian<std::uint16_t>(1) + little_endian<std::uint16_t>(2)),
            "[1][2]");
  EXPECT_EQ(shown(0x88, little_endian<std::uint32_t>(1) + "xyz"), "[1][78797A]");
  EXPECT_EQ(shown(0x90, little_endian<std::uint64_t>(1) + little_endian<std::uint64_t>(2)),
            "[0x1][0x2]");
  const std::string sid("\x01\x01\0\0\0\0\0\x05\x12\0\0\0", 12);
  EXPECT_EQ(shown(0x93, sid + sid), "[S-1-5-18][S-1-5-18]");
  EXPECT_EQ(shown(0x81, ""), expected(ValueType::kEmpty, ""));
}

TEST(BinaryValue, AnArrayMayHaveSoManyItemsAndNoMore) {
  EXPECT_NE(shown(0x84, std::string(kMaxListItems, 'x')), "evtx.limit.list-items");
  EXPECT_EQ(shown(0x84, std::string(kMaxListItems + 1, 'x')), "evtx.limit.list-items");
}

}  // namespace
}  // namespace noroshi::evtx

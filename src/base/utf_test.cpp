#include "base/utf.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string narrow(const std::vector<std::uint16_t>& units,
                   char* (*convert)(Bytes, char*) = utf16_to_utf8) {
  std::string out(units.size() * kMaxUtf8PerUtf16Unit, '#');
  Bytes bytes{reinterpret_cast<const std::byte*>(units.data()), units.size() * 2};
  out.resize(static_cast<std::size_t>(convert(bytes, out.data()) - out.data()));
  return out;
}

std::vector<std::uint16_t> units_of(std::u16string_view text) {
  return {text.begin(), text.end()};
}

std::string repaired(std::string_view text) {
  std::string out;
  append_utf8(text, out);
  return out;
}

TEST(Utf16, AsciiOfEveryLengthAroundABlock) {
  for (std::size_t length = 0; length < 50; ++length) {
    std::vector<std::uint16_t> units(length, 'a');
    EXPECT_EQ(narrow(units), std::string(length, 'a'));
  }
}

TEST(Utf16, EveryPlane) {
  EXPECT_EQ(narrow(units_of(u"a\u00e9\u65e5\U0001F525z")), "a\u00e9\u65e5\U0001F525z");
}

TEST(Utf16, UnpairedSurrogatesAreReplaced) {
  EXPECT_EQ(narrow({'a', 0xd83d, 'b'}), "a\ufffdb");
  EXPECT_EQ(narrow({'a', 0xdd25, 'b'}), "a\ufffdb");
  EXPECT_EQ(narrow({0xd83d}), "\ufffd");
  EXPECT_EQ(narrow({0xd83d, 0xd83d, 0xdd25}), "\ufffd\U0001F525");
}

TEST(Utf16, NulIsACharacterAndAnOddByteIsDropped) {
  EXPECT_EQ(narrow({'a', 0, 'b'}), std::string("a\0b", 3));
  const char odd[] = {'a', 0, 'b'};
  std::string out = "x";
  append_utf16({reinterpret_cast<const std::byte*>(odd), 3}, out);
  EXPECT_EQ(out, "xa");
}

TEST(Utf16, WideAgreesWithScalar) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint16_t> units(random() % 80);
    for (auto& unit : units) {
      switch (random() % 8) {
        case 0:
          unit = static_cast<std::uint16_t>(random());
          break;
        case 1:
          unit = static_cast<std::uint16_t>(0xd800 + random() % 0x800);
          break;
        case 2:
          unit = static_cast<std::uint16_t>(0x7e + random() % 4);
          break;
        default:
          unit = static_cast<std::uint16_t>(random() % 0x80);
      }
    }
    std::string wide = narrow(units);
    ASSERT_EQ(wide, narrow(units, utf16_to_utf8_scalar));
    ASSERT_TRUE(is_valid_utf8(wide));
  }
}

TEST(Utf8, Validity) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain text that is longer than one block"));
  EXPECT_TRUE(is_valid_utf8("\u00e9\u65e5\U0001F525\ufffd"));
  EXPECT_FALSE(is_valid_utf8("\x80"));
  EXPECT_FALSE(is_valid_utf8("\xc3"));
  EXPECT_FALSE(is_valid_utf8("\xc0\xaf"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xe0\x80\xaf"));      // overlong
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));      // surrogate
  EXPECT_FALSE(is_valid_utf8("\xf4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_valid_utf8("0123456789abcdef0123\xff"));
}

TEST(Utf8, RepairIsOneReplacementAByte) {
  EXPECT_EQ(repaired("a\xff"
                     "b"),
            "a\ufffdb");
  EXPECT_EQ(repaired("\xe6\x97"), "\ufffd\ufffd");
  EXPECT_EQ(repaired("\xe6\x97\xa5\xe6"), "\u65e5\ufffd");
  EXPECT_EQ(repaired("\u65e5\u672c"), "\u65e5\u672c");
}

TEST(Utf8, PrefixDoesNotCutACodePoint) {
  EXPECT_EQ(utf8_prefix("abc", 2), 2u);
  EXPECT_EQ(utf8_prefix("abc", 5), 3u);
  EXPECT_EQ(utf8_prefix("\u65e5\u672c", 4), 3u);
  EXPECT_EQ(utf8_prefix("\u65e5", 2), 0u);
}

TEST(Utf8, Ascii) {
  EXPECT_TRUE(is_ascii("0123456789abcdef0123"));
  EXPECT_FALSE(is_ascii("0123456789abcdef012\u00e9"));
  EXPECT_FALSE(
      is_ascii("\u00e9"
               "0123456789abcdef0123"));
}

}  // namespace
}  // namespace noroshi

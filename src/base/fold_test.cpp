#include "base/fold.h"

#include <gtest/gtest.h>

#include <random>

namespace noroshi {
namespace {

Bytes bytes_of(const std::u16string& text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size() * 2};
}

TEST(Fold, SimpleFoldingOnly) {
  EXPECT_EQ(fold(U'A'), U'a');
  EXPECT_EQ(fold(U'É'), U'é');
  EXPECT_EQ(fold(U'Я'), U'я');
  EXPECT_EQ(fold(U'ς'), U'σ');       // final sigma
  EXPECT_EQ(fold(U'\u212A'), U'k');  // Kelvin sign
  EXPECT_EQ(fold(U'ſ'), U's');
  EXPECT_EQ(fold(U'ẞ'), U'ß');
  EXPECT_EQ(fold(U'ß'), U'ß');  // length-changing foldings are not taken
  EXPECT_EQ(fold(U'İ'), U'İ');
  EXPECT_EQ(fold(U'\U00010400'), U'\U00010428');  // Deseret, beyond the first plane
  EXPECT_EQ(fold(U'漢'), U'漢');
  EXPECT_EQ(fold(U'Ａ'), U'ａ');  // full width
}

TEST(Fold, FoldingTwiceChangesNothing) {
  for (char32_t c = 0; c < 0x20000; ++c) {
    ASSERT_EQ(fold(fold(c)), fold(c)) << static_cast<unsigned>(c);
  }
}

TEST(Fold, Utf8AndUtf16GiveTheSameText) {
  Arena arena;
  const std::string utf8 = "C:\\Windows\\System32\\ПРИВЕТ\\ÄÖÜ 😀 日本語 END OF A LONG ASCII TAIL";
  const std::u16string utf16 =
      u"C:\\Windows\\System32\\ПРИВЕТ\\ÄÖÜ 😀 日本語 END OF A LONG ASCII TAIL";
  EXPECT_EQ(fold_utf8(utf8, arena), fold_utf16(bytes_of(utf16), arena));
  EXPECT_EQ(fold(utf8), fold_utf16(bytes_of(utf16), arena));
  EXPECT_EQ(fold(utf8), "c:\\windows\\system32\\привет\\äöü 😀 日本語 end of a long ascii tail");
}

TEST(Fold, UnpairedSurrogatesAndInvalidBytesBecomeTheReplacementCharacter) {
  Arena arena;
  EXPECT_EQ(fold_utf16(bytes_of({u'A', 0xd800, u'B'}), arena), "a\uFFFDb");
  EXPECT_EQ(fold_utf16(bytes_of({u'A', 0xdc00}), arena), "a\uFFFD");
  EXPECT_EQ(fold(std::string_view("A\xff"
                                  "B\xe3\x81")),
            "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(fold(std::string_view("\xed\xa0\x80")), "\uFFFD\uFFFD\uFFFD");  // a surrogate in UTF-8
  EXPECT_EQ(fold(std::string_view("\xc0\xae")), "\uFFFD\uFFFD");            // over-long
}

TEST(Fold, WideAndScalarTwinsAgree) {
  std::mt19937 random(7);
  Arena arena;
  const char16_t alphabet[] = {u'a',  u'Z',   u'\\',  u' ',   0xe9,  0xc9,
                               0x416, 0xd83d, 0xde00, 0x3042, 0x212a};
  for (int round = 0; round < 20000; ++round) {
    std::u16string text;
    auto length = random() % 70;
    bool mostly_ascii = random() % 2 == 0;
    for (unsigned i = 0; i < length; ++i) {
      text.push_back(mostly_ascii && random() % 20 != 0 ? alphabet[random() % 4]
                                                        : alphabet[random() % std::size(alphabet)]);
    }
    ASSERT_EQ(fold_utf16(bytes_of(text), arena), fold_utf16_scalar(bytes_of(text), arena));
    arena.reset();
  }
}

}  // namespace
}  // namespace noroshi

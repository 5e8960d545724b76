#include "support/oracle/text.h"

#include <gtest/gtest.h>

namespace noroshi::oracle {
namespace {

TEST(OracleText, FoldsOneToOne) {
  EXPECT_EQ(fold(U"AZ[ÀЯΣς"), U"az[àяσσ");
  EXPECT_EQ(fold(U'\u212A'), U'k');
  EXPECT_EQ(fold(U'ſ'), U's');
  EXPECT_EQ(fold(U'ß'), U'ß');
  EXPECT_EQ(fold(U'ẞ'), U'ß');
  EXPECT_EQ(fold(U'İ'), U'İ');
  EXPECT_EQ(fold(U'\U00010400'), U'\U00010428');
}

TEST(OracleText, GoesThroughUtf8AndBack) {
  std::u32string text = U"a\u00e9\u20ac\U0001F600";
  EXPECT_EQ(code_points(to_utf8(text)), text);
  EXPECT_EQ(code_points("a\xFFz"), U"a\uFFFDz");
  EXPECT_EQ(code_points("\xE2\x82"), U"\uFFFD\uFFFD");
}

}  // namespace
}  // namespace noroshi::oracle

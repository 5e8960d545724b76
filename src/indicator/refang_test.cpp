#include "indicator/refang.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Refang, EveryFormThatPeopleWrite) {
  EXPECT_EQ(refang("hxxps://evil[.]example[.]com/a"), "https://evil.example.com/a");
  EXPECT_EQ(refang("hXXp[://]evil(.)example"), "http://evil.example");
  EXPECT_EQ(refang("hxxp[:]//evil{.}example"), "http://evil.example");
  EXPECT_EQ(refang("h**p://evil.example"), "http://evil.example");
  EXPECT_EQ(refang("fxp://evil.example/a"), "ftp://evil.example/a");
  EXPECT_EQ(refang("user[at]evil(dot)example"), "user@evil.example");
  EXPECT_EQ(refang("user (AT) evil [dot] example"), "user @ evil . example");
  EXPECT_EQ(refang("user[@]evil.example"), "user@evil.example");
  EXPECT_EQ(refang("10[.]0[.]0[.]1"), "10.0.0.1");
  EXPECT_EQ(refang("10.0.0[.1]"), "10.0.0.1");
  EXPECT_EQ(refang("evil[.com]"), "evil.com");
  EXPECT_EQ(refang("evil\\.example"), "evil.example");
  EXPECT_EQ(refang("evil.example[/]a"), "evil.example/a");
}

TEST(Refang, TakesWhatStandsAroundAValue) {
  EXPECT_EQ(refang("  \"evil.example\", "), "evil.example");
  EXPECT_EQ(refang("<https://evil.example>"), "https://evil.example");
  EXPECT_EQ(refang("`evil.example`;"), "evil.example");
}

TEST(Refang, LeavesAloneWhatIsNotDefanged) {
  EXPECT_EQ(refang("C:\\Users\\a\\.ssh\\id"), "C:\\Users\\a\\.ssh\\id");
  EXPECT_EQ(refang("\\\\host\\.hidden"), "\\\\host\\.hidden");
  EXPECT_EQ(refang("http://[2001:db8::1]/a"), "http://[2001:db8::1]/a");
  EXPECT_EQ(refang("report (final).doc"), "report (final).doc");
  EXPECT_EQ(refang("a[0]"), "a[0]");
  EXPECT_EQ(refang("["), "[");
  EXPECT_EQ(refang(""), "");
}

}  // namespace
}  // namespace noroshi

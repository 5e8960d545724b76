#include "report/terminal_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(TerminalText, WidthOfWideAndCombining) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("狼煙"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
}

TEST(TerminalText, FitCutsByColumns) {
  EXPECT_EQ(fit("abcdef", 6, Lines::kAscii), "abcdef");
  EXPECT_EQ(fit("abcdefg", 6, Lines::kAscii), "abc...");
  EXPECT_EQ(fit("abcdefg", 6, Lines::kUnicode), "abcde…");
  EXPECT_EQ(fit("狼煙狼煙", 6, Lines::kUnicode), "狼煙…");
  EXPECT_EQ(fit("abc", 2, Lines::kAscii), "..");
}

TEST(TerminalText, HostileCharactersAreSeen) {
  EXPECT_EQ(fit("a\x1b[31mb\u202e", 40, Lines::kAscii), "a\\u001b[31mb\\u202e");
}

TEST(TerminalText, WrapsAtSpacesAndCutsTheLastLine) {
  EXPECT_EQ(wrap("one two three", 8, 4, Lines::kAscii),
            (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("aaaaaaaaaaaaaaaaaaaa", 8, 2, Lines::kAscii),
            (std::vector<std::string>{"aaaaaaaa", "aaaaa..."}));
  EXPECT_EQ(wrap("", 8, 2, Lines::kAscii), std::vector<std::string>{});
}

TEST(TerminalText, LevelsHaveColoursOnlyWhenAsked) {
  EXPECT_EQ(level_text(RuleLevel::kLow, 5, Colour::kNo), "low  ");
  EXPECT_EQ(level_text(RuleLevel::kHigh, 4, Colour::kYes), "\x1b[31mhigh\x1b[0m");
}

}  // namespace
}  // namespace noroshi

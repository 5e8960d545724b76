#include "support/oracle/pattern.h"

#include <gtest/gtest.h>

#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

// W and Q for wildcards, D for a free dash; all else as it is.
std::string show(const Units& units) {
  std::u32string out;
  for (const Unit& unit : units) {
    out.push_back(unit.kind == UnitKind::kAnyRun   ? U'W'
                  : unit.kind == UnitKind::kAnyOne ? U'Q'
                  : unit.kind == UnitKind::kDash   ? U'D'
                                                   : unit.c);
  }
  return to_utf8(out);
}

std::string contains(std::string_view text) {
  Units units = parse_pattern(text);
  put_run_in_front(units);
  put_run_behind(units);
  return show(units);
}

TEST(OraclePattern, EscapesFollowTheTable) {
  EXPECT_EQ(show(parse_pattern(R"(a\b)")), R"(a\b)");
  EXPECT_EQ(show(parse_pattern(R"(a\\b)")), R"(a\b)");
  EXPECT_EQ(show(parse_pattern(R"(a\*)")), R"(a*)");
  EXPECT_EQ(show(parse_pattern(R"(a\\*)")), R"(a\W)");
  EXPECT_EQ(show(parse_pattern(R"(a\\\*)")), R"(a\*)");
  EXPECT_EQ(show(parse_pattern(R"(a\\\)")), R"(a\\)");
  EXPECT_EQ(show(parse_pattern(R"(a\\\\)")), R"(a\\)");
  EXPECT_EQ(show(parse_pattern(R"(a\)")), R"(a\)");
  EXPECT_EQ(show(parse_pattern(R"(\?)")), R"(?)");
  EXPECT_EQ(show(parse_pattern(R"(\\\\*\\IPC$)")), R"(\\W\IPC$)");
  EXPECT_EQ(show(parse_pattern("")), "");
  EXPECT_EQ(contains(R"(\Temp\)"), R"(W\Temp\W)");
  EXPECT_EQ(contains(R"(\*)"), R"(W*W)");
  EXPECT_EQ(contains("foo*bar"), "WfooWbarW");
  EXPECT_EQ(contains("a*"), "WaW");
}

std::string windash(std::string_view text) {
  Units units = parse_pattern(text);
  free_dashes(units);
  return show(units);
}

TEST(OraclePattern, OnlyADashBeforeAWordIsFree) {
  EXPECT_EQ(windash("foo-bar"), "foo-bar");
  EXPECT_EQ(windash("--flag"), "-Dflag");
  EXPECT_EQ(windash("-a-b"), "Da-b");
  EXPECT_EQ(windash("dir*-s"), "dirWDs");
  EXPECT_EQ(windash(" /c "), " Dc ");
  EXPECT_EQ(windash("- a"), "- a");
  EXPECT_EQ(windash("–a"), "–a");
}

bool match(std::string_view pattern, std::string_view text) {
  return matches(parse_pattern(pattern), fold(code_points(text)), CaseRule::kFolded);
}

TEST(OraclePattern, MatchesTheWholeText) {
  EXPECT_TRUE(match("", ""));
  EXPECT_FALSE(match("", "a"));
  EXPECT_TRUE(match("*", ""));
  EXPECT_TRUE(match("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(match("a*b*c", "aXbYbZcd"));
  EXPECT_TRUE(match("*a", "aba"));
  EXPECT_TRUE(match("a?c", "aéc"));
  EXPECT_TRUE(match("?", "😀"));
  EXPECT_FALSE(match("?", ""));
  EXPECT_TRUE(match("a*b", "a\nb"));
  EXPECT_TRUE(match("АБВ", "абв"));
  EXPECT_FALSE(match("ß", "ss"));
  EXPECT_TRUE(match("σ", "ς"));
  EXPECT_FALSE(match("[a]", "a"));
}

}  // namespace
}  // namespace noroshi::oracle

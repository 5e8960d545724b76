#include "rule/tuning.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr std::string_view kEntry =
    "tunings:\n"
    "  - rules: [ABC, Whole Title]\n"
    "    where:\n"
    "      Image|endswith: '\\a.exe'\n"
    "    exclude: true\n"
    "    reason: backup\n"
    "    owner: ueda\n"
    "    expires: 2027-03-31\n";

// The text with `from` replaced by `to`.
std::string with(std::string_view from, std::string_view to) {
  std::string text(kEntry);
  std::size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

Error error_of(const std::string& text) {
  auto tunings = parse_tunings(text, "t.yml", {});
  EXPECT_FALSE(tunings) << text;
  return tunings ? Error{} : tunings.error();
}

TEST(Tunings, AnEntryIsRead) {
  auto tunings = parse_tunings(kEntry, "t.yml", {});
  ASSERT_TRUE(tunings) << tunings.error().to_string();
  ASSERT_EQ(tunings->size(), 1U);
  const Tuning& tuning = tunings->front();
  EXPECT_EQ(tuning.place, "t.yml:2");
  EXPECT_FALSE(tuning.level);
  ASSERT_TRUE(tuning.where);
  EXPECT_EQ(tuning.where->items.size(), 1U);
  std::string end;
  tuning.end.append_iso(end);
  EXPECT_EQ(end, "2027-04-01T00:00:00.0000000Z");  // the day itself is still covered
}

TEST(Tunings, ARuleIsNamedByIdWholeTitleOrTagAndNothingLess) {
  Tuning tuning;
  tuning.rules = {"abc", "whole title", "ATTACK.T1003"};
  Rule rule;
  rule.id = "other";
  EXPECT_FALSE(tuning.names(rule));
  rule.title = "A Whole Title";
  EXPECT_FALSE(tuning.names(rule));
  rule.title = "Whole Title";
  EXPECT_TRUE(tuning.names(rule));
  rule.title = "";
  rule.tags = {"attack.t1003.001"};
  EXPECT_FALSE(tuning.names(rule));
  rule.tags = {"attack.t1003"};
  EXPECT_TRUE(tuning.names(rule));
  rule.tags.clear();
  rule.id = "ABC";
  EXPECT_TRUE(tuning.names(rule));
}

TEST(Tunings, AChangeOfLevelNeedsNoWhere) {
  auto tunings = parse_tunings(with("exclude: true", "level: low"), "t.yml", {});
  ASSERT_TRUE(tunings) << tunings.error().to_string();
  EXPECT_EQ(tunings->front().level, RuleLevel::kLow);
}

TEST(Tunings, WhatIsMissingOrWrongIsNamedWithItsLine) {
  struct Case {
    std::string_view from, to, message, where;
  };
  for (const Case& wrong : {
           Case{"    reason: backup\n", "", "'reason' is missing", "t.yml:2"},
           {"    owner: ueda\n", "", "'owner' is missing", "t.yml:2"},
           {"    expires: 2027-03-31\n", "", "'expires' is missing", "t.yml:2"},
           {"2027-03-31", "2027-02-30", "is not a day", "t.yml:8"},
           {"2027-03-31", "tomorrow", "is not a day", "t.yml:8"},
           {"2027-03-31", "2027-03-31T05:00", "is not a day", "t.yml:8"},
           {"rules: [ABC, Whole Title]", "rules: []", "'rules' must name", "t.yml:2"},
           {"rules: [ABC, Whole Title]", "rules: ''", "'rules' must name", "t.yml:2"},
           {"exclude: true", "exclude: false", "either", "t.yml:2"},
           {"exclude: true", "level: huge", "is not known", "t.yml:5"},
           {"exclude: true", "exclude: true\n    level: low", "either", "t.yml:2"},
           {"owner: ueda", "ownr: ueda", "'ownr' has no meaning", "t.yml:7"},
           {"Image|endswith", "Image|endwith", "unknown modifier", "t.yml:4"},
           {"'\\a.exe'", "{a: b}", "mapping", "t.yml:4"},
           {"\n      Image|endswith: '\\a.exe'", " {}", "'where' is empty", "t.yml:3"},
           {"Image|endswith: '\\a.exe'", "Image|expand: '%x%'", "no values", "t.yml:4"},
           {"tunings:", "tuning:", "'tunings:'", "t.yml:1"},
       }) {
    Error error = error_of(with(wrong.from, wrong.to));
    EXPECT_TRUE(error.message.contains(wrong.message)) << error.to_string();
    EXPECT_EQ(error.where, wrong.where) << error.to_string();
    EXPECT_EQ(error.code, ErrorCode::kConfiguration);
  }
}

TEST(Tunings, OnePastTheLimitIsRefused) {
  std::string text = "tunings:\n";
  for (std::size_t i = 0; i <= kMaxTunings; ++i) {
    text += "  - {}\n";
  }
  EXPECT_TRUE(error_of(text).message.contains("more than"));
}

}  // namespace
}  // namespace noroshi

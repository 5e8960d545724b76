#include "rule/hayabusa.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

// A rule with these log source, detection and further lines.
LoadedRules load(std::string_view source, std::string_view selection,
                 std::string_view more = "ruletype: Hayabusa\n") {
  std::string text =
      "title: T\nid: 11111111-2222-3333-4444-555555555555\nlogsource:\n  product: "
      "windows\n" +
      std::string(source) + "detection:\n  selection:\n" + std::string(selection) +
      "  condition: selection\n" + std::string(more);
  return load_rules(text, "h.yml", {});
}

TEST(Hayabusa, LevelWords) {
  for (auto [word, level] : {std::pair("info", RuleLevel::kInformational),
                             {"med", RuleLevel::kMedium},
                             {"crit", RuleLevel::kCritical},
                             {"emergency", RuleLevel::kCritical},
                             {"high", RuleLevel::kHigh}}) {
    LoadedRules loaded = load("  service: system\n", "    EventID: 1\n",
                              "ruletype: Hayabusa\nlevel: " + std::string(word) + "\n");
    ASSERT_EQ(loaded.rules.size(), 1U) << word;
    EXPECT_EQ(loaded.rules[0]->level, level);
  }
  LoadedRules plain =
      load("  service: system\n", "    EventID: 1\n", "level: med\n");  // Sigma has no such word
  EXPECT_TRUE(plain.rules.empty());
}

TEST(Hayabusa, ARuleForTheSecurityLogRunsUnderItsOwnNames) {
  std::string_view category = "  category: process_creation\n";
  LoadedRules security = load(category, "    Channel: Security\n    EventID: 4688\n");
  ASSERT_EQ(security.rules.size(), 1U);
  EXPECT_EQ(security.rules[0]->log_source, (LogSource{"", "windows", "security"}));
  LoadedRules sysmon =
      load(category, "    Channel: Microsoft-Windows-Sysmon/Operational\n    EventID: 1\n");
  ASSERT_EQ(sysmon.rules.size(), 1U);
  EXPECT_EQ(sysmon.rules[0]->log_source.category, "process_creation");
  LoadedRules sigma = load(category, "    Channel: Security\n", "");
  ASSERT_EQ(sigma.rules.size(), 1U);
  EXPECT_EQ(sigma.rules[0]->log_source.category, "process_creation");
}

TEST(Hayabusa, ReferencesToFields) {
  LoadedRules loaded = load("  service: system\n",
                            "    A|equalsfield: B\n    C|endswithfield: D\n    E: {value: f}\n"
                            "    G: [{value: h}, i]\n");
  ASSERT_EQ(loaded.rules.size(), 1U) << loaded.problems.front().message;
  const auto& items = loaded.rules[0]->items;
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].kind, ItemKind::kFieldReference);
  EXPECT_EQ(items[0].affix, Affix::kWhole);
  EXPECT_EQ(items[1].affix, Affix::kEndsWith);
  EXPECT_EQ(items[2].values[0].written, "f");
  EXPECT_EQ(items[3].values.size(), 2U);
}

TEST(Hayabusa, WhatIsNotReadIsNamedWithItsLine) {
  for (std::string_view key : {"min_length: 9", "regexes: ./list.txt", "allowlist: ./list.txt"}) {
    LoadedRules loaded =
        load("  service: system\n", "    ImagePath:\n      - " + std::string(key) + "\n");
    EXPECT_TRUE(loaded.rules.empty());
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_EQ(loaded.problems[0].kind, ProblemKind::kNotYet);
    EXPECT_EQ(loaded.problems[0].line, 9);
    EXPECT_TRUE(loaded.problems[0].message.contains(key.substr(0, key.find(':'))));
  }
}

}  // namespace
}  // namespace noroshi

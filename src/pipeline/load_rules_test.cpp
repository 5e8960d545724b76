#include "pipeline/load_rules.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr std::string_view kRule =
    "title: A Rule\n"
    "id: 11111111-2222-3333-4444-555555555555\n"
    "status: test\n"
    "level: high\n"
    "tags:\n  - attack.t1003\n"
    "logsource:\n  product: windows\n  category: process_creation\n"
    "detection:\n  sel:\n    Image: a\n  condition: sel\n";

Rule make(RuleLevel level, RuleStatus status) {
  Rule rule;
  rule.id = "ABCD";
  rule.title = "Dump of Memory";
  rule.tags = {"attack.t1003"};
  rule.level = level;
  rule.status = status;
  return rule;
}

TEST(LoadRules, KeepsTheOrderOfFilesOnAnyNumberOfThreads) {
  std::vector<std::string> texts;
  std::vector<EmbeddedFile> files;
  for (int i = 0; i < 300; ++i) {
    std::string text(kRule);
    text.replace(text.find("A Rule"), 6, "Rule " + std::to_string(i));
    text.replace(text.find("1111"), 4, std::to_string(1000 + i));
    texts.push_back(text);
  }
  for (const std::string& text : texts) {
    files.push_back({"pack/rule.yml", text});
  }
  for (unsigned threads : {1U, 3U}) {
    RulePack pack = load_embedded_rules(files, {}, threads);
    ASSERT_EQ(pack.rules.size(), 300U);
    EXPECT_TRUE(pack.problems.empty());
    for (std::size_t i = 0; i < pack.rules.size(); ++i) {
      ASSERT_EQ(pack.rules[i]->title, "Rule " + std::to_string(i));
    }
  }
}

TEST(LoadRules, ARepeatedIdIsAWarning) {
  std::vector<EmbeddedFile> files{{"a.yml", kRule}, {"b.yml", kRule}};
  RulePack pack = load_embedded_rules(files, {}, 1);
  EXPECT_EQ(pack.rules.size(), 2U);
  ASSERT_EQ(pack.problems.size(), 1U);
  EXPECT_EQ(pack.problems[0].kind, ProblemKind::kWarning);
  EXPECT_EQ(pack.problems[0].file, "b.yml");
  EXPECT_TRUE(pack.problems[0].message.contains("a.yml"));
}

Pack pack_of(std::string name, std::string_view id, std::string_view modified,
             std::string_view author = "x") {
  std::string text(kRule);
  text.replace(text.find("11111111"), 8, id);
  text += "modified: " + std::string(modified) + "\nauthor: " + std::string(author) + "\n";
  return {.path = name, .form = PackForm::kArchive, .files = {{name + "!a.yml", "", text}}};
}

RulePack load(std::vector<Pack> packs) {
  return load_rule_packs(std::move(packs), {}, 1);
}

TEST(LoadRules, OfTwoPacksWithTheSameRuleOneIsUsedAndNothingSaid) {
  RulePack pack = load(
      {pack_of("a.zip", "00000001", "2026-01-01"), pack_of("b.zip", "00000001", "2026-01-01")});
  ASSERT_EQ(pack.rules.size(), 1U);
  EXPECT_EQ(pack.rules[0]->file, "a.zip!a.yml");
  EXPECT_EQ(pack.repeated, 1U);
  EXPECT_TRUE(pack.problems.empty());
  EXPECT_EQ(pack.packs[0].rules, 1U);
  EXPECT_EQ(pack.packs[1].rules, 0U);
  EXPECT_EQ(pack.packs[0].digest, pack.packs[1].digest);
}

TEST(LoadRules, OfTwoPacksWithOtherContentTheNewerIsUsedAndSaid) {
  for (auto dates : {std::pair("2025-12-31", "2026/1/2"), std::pair("2026/1/2", "2025-12-31")}) {
    RulePack pack = load(
        {pack_of("a.zip", "0000000A", dates.first), pack_of("b.zip", "0000000a", dates.second)});
    ASSERT_EQ(pack.rules.size(), 1U);
    EXPECT_EQ(pack.rules[0]->modified, "2026/1/2");
    ASSERT_EQ(pack.problems.size(), 1U);
    EXPECT_EQ(pack.problems[0].kind, ProblemKind::kWarning);
    EXPECT_TRUE(pack.problems[0].message.contains("of 2026-01-02")) << pack.problems[0].message;
    EXPECT_TRUE(pack.problems[0].message.contains("of 2025-12-31")) << pack.problems[0].message;
    EXPECT_NE(pack.packs[0].digest, pack.packs[1].digest);
  }
}

TEST(LoadRules, WhereDatesDoNotDecideTheFirstPackDoes) {
  RulePack pack = load({pack_of("a.zip", "00000001", "2026-01-01", "one"),
                        pack_of("b.zip", "00000001", "2026-01-01", "two")});
  ASSERT_EQ(pack.rules.size(), 1U);
  EXPECT_EQ(pack.rules[0]->author, "one");
  EXPECT_EQ(pack.problems.size(), 1U);
}

TEST(LoadRules, APackSaysHowOldItIs) {
  Pack both = pack_of("a.zip", "00000001", "2024-02-03");
  both.files.push_back(pack_of("a.zip", "00000002", "2025/6/7").files[0]);
  RulePack pack = load({std::move(both)});
  ASSERT_EQ(pack.packs.size(), 1U);
  EXPECT_EQ(pack.packs[0].newest, "2025-06-07");
  EXPECT_EQ(pack.packs[0].rules, 2U);
  EXPECT_EQ(pack.packs[0].files, 2U);
}

TEST(LoadRules, WhatAPackLeftOutIsAWarning) {
  Pack with = pack_of("a.zip", "00000001", "2024-02-03");
  with.left_out.push_back("b.zip is an archive");
  RulePack pack = load({std::move(with)});
  ASSERT_EQ(pack.problems.size(), 1U);
  EXPECT_EQ(pack.problems[0].file, "a.zip");
}

TEST(LoadRules, IdentityOrdersRulesWhereverTheyLie) {
  RulePack one = load({pack_of("b.zip", "00000002", ""), pack_of("a.zip", "00000001", "")});
  sort_by_identity(one.rules);
  EXPECT_TRUE(one.rules[0]->id.starts_with("00000001"));
}

TEST(LoadRules, AMissingPathIsAnError) {
  std::vector<std::string> paths{"no-such-folder-of-rules"};
  EXPECT_FALSE(load_rule_files(paths, {}, 1).has_value());
}

TEST(RuleFilter, LevelAndStatusAreLowerBounds) {
  Rule rule = make(RuleLevel::kHigh, RuleStatus::kTest);
  EXPECT_TRUE((RuleFilter{.level = RuleLevel::kHigh}).admits(rule));
  EXPECT_FALSE((RuleFilter{.level = RuleLevel::kCritical}).admits(rule));
  EXPECT_TRUE((RuleFilter{.status = RuleStatus::kExperimental}).admits(rule));
  EXPECT_FALSE((RuleFilter{.status = RuleStatus::kStable}).admits(rule));
}

TEST(RuleFilter, NamesByIdTagOrPartOfTheTitle) {
  Rule rule = make(RuleLevel::kHigh, RuleStatus::kTest);
  for (std::string name : {"abcd", "ATTACK.T1003", "of memory"}) {
    EXPECT_TRUE((RuleFilter{.include = {"x", name}}).admits(rule)) << name;
    EXPECT_FALSE((RuleFilter{.exclude = {name}}).admits(rule)) << name;
  }
  EXPECT_FALSE((RuleFilter{.include = {"abc"}}).admits(rule));
  EXPECT_FALSE((RuleFilter{.include = {"attack.t10"}}).admits(rule));
}

}  // namespace
}  // namespace noroshi

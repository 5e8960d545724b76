#include "rule/loader.h"

#include <gtest/gtest.h>

#include "rule/detection.h"
#include "rule/item.h"
#include "rule/rule_for_test.h"

namespace noroshi {
namespace {

LoadedRules load(std::string_view text) {
  return load_rules(text, "t.yml", {});
}

constexpr std::string_view kTail =
    "logsource: {category: process_creation}\n"
    "detection:\n"
    "  s: {Image: a}\n"
    "  condition: s\n";

LoadedRules load_head(std::string_view head) {
  return load(std::string(head) + std::string(kTail));
}

TEST(Loader, ReadsEveryAttribute) {
  LoadedRules loaded = load(
      "# words before\n"
      "title: A title\n"
      "id: 0F4B2B6E-6a3c-4d0e-9d55-1c9f2a3b4c5d\n"
      "name: handle\n"
      "taxonomy: sigma\n"
      "related:\n"
      "  - {id: 1b4b2b6e-6a3c-4d0e-9d55-1c9f2a3b4c5d, type: derived}\n"
      "status: Stable\n"
      "description: |\n"
      "  Two\n"
      "  lines\n"
      "license: MIT\n"
      "author: [One, Two]\n"
      "references: [r1, r2]\n"
      "date: 2025-01-02\n"
      "modified: 2025/1/3\n"
      "tags: [attack.t1059.001, tlp.amber-strict]\n"
      "scope: [server]\n"
      "logsource:\n"
      "  Category: ignored\n"
      "  category: Process_Creation\n"
      "  product: Windows\n"
      "  service: SYSMON\n"
      "  definition: 'for people'\n"
      "detection:\n"
      "  s: {Image: a}\n"
      "  condition: s\n"
      "fields: [Image]\n"
      "falsepositives: none\n"
      "level: HIGH\n"
      "simulation: [a]\n"
      "regression_tests_path: some/path\n"
      "priority: 3\n");
  EXPECT_TRUE(loaded.problems.empty());
  const Rule& rule = only_rule(loaded);
  EXPECT_EQ(rule.title, "A title");
  EXPECT_EQ(rule.id, "0F4B2B6E-6a3c-4d0e-9d55-1c9f2a3b4c5d");
  EXPECT_EQ(rule.name, "handle");
  EXPECT_EQ(rule.related.at(0).type, "derived");
  EXPECT_EQ(rule.status, RuleStatus::kStable);
  EXPECT_EQ(rule.description, "Two\nlines\n");
  EXPECT_EQ(rule.license, "MIT");
  EXPECT_EQ(rule.author, "One, Two");
  EXPECT_EQ(rule.references, (std::vector<std::string>{"r1", "r2"}));
  EXPECT_EQ(rule.date, "2025-01-02");
  EXPECT_EQ(rule.modified, "2025/1/3");
  EXPECT_EQ(rule.tags.size(), 2u);
  EXPECT_EQ(rule.log_source, (LogSource{"process_creation", "windows", "sysmon"}));
  EXPECT_EQ(rule.fields, std::vector<std::string>{"Image"});
  EXPECT_EQ(rule.false_positives, std::vector<std::string>{"none"});
  EXPECT_EQ(rule.level, RuleLevel::kHigh);
  using Custom = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(rule.custom, (Custom{{"regression_tests_path", "some/path"}, {"priority", "3"}}));
  EXPECT_EQ(rule.file, "t.yml");
  EXPECT_EQ(rule.line, 2);
}

TEST(Loader, WhatIsAbsentHasADefault) {
  LoadedRules loaded = load_head("title: t\nid: ~\n");
  const Rule& rule = only_rule(loaded);
  EXPECT_TRUE(loaded.problems.empty());
  EXPECT_EQ(rule.level, RuleLevel::kMedium);
  EXPECT_EQ(rule.status, RuleStatus::kTest);
  EXPECT_EQ(rule.taxonomy, "sigma");
  EXPECT_EQ(rule.id, "");
}

TEST(Loader, NamesOfLevelsAndStatuses) {
  for (auto level : {RuleLevel::kInformational, RuleLevel::kLow, RuleLevel::kMedium,
                     RuleLevel::kHigh, RuleLevel::kCritical}) {
    EXPECT_EQ(level_from(to_string(level)), level);
  }
  for (auto status : {RuleStatus::kUnsupported, RuleStatus::kDeprecated, RuleStatus::kExperimental,
                      RuleStatus::kTest, RuleStatus::kStable}) {
    EXPECT_EQ(status_from(to_string(status)), status);
  }
  EXPECT_EQ(level_from("High"), std::nullopt);
  EXPECT_EQ(status_from(""), std::nullopt);
}

TEST(Loader, DetectionStructures) {
  LoadedRules loaded = load_detection(
      "  map: {A: 1, B|contains: x}\n"        // AND(0, 1)
      "  single: {A: 1}\n"                    // 2
      "  maps: [{A: 1}, {B: 2, C: 3}]\n"      // OR(3, AND(4, 5))
      "  words: [one, two]\n"                 // 6
      "  word: one\n"                         // 7
      "  bare:\n    '|all': [one, two]\n"     // 8
      "  mixed: [one, two, {A: 1}, three]\n"  // OR(9, 10, 11)
      "  nested: [[one, {A: 1}], {B: 2}]\n"   // OR(OR(12, 13), 14)
      "  number: 4688\n"                      // 15
      "  condition: 1 of them\n");
  const Rule& rule = only_rule(loaded);
  std::string trees;
  for (const Selection& selection : rule.selections) {
    trees += selection.name + "=" + describe(rule, selection.root) + " ";
  }
  EXPECT_EQ(trees,
            "map=AND(0, 1) single=2 maps=OR(3, AND(4, 5)) words=6 word=7 bare=8 "
            "mixed=OR(9, 10, 11) nested=OR(OR(12, 13), 14) number=15 ");
  EXPECT_EQ(rule.items.at(6).values.size(), 2u);
  EXPECT_TRUE(rule.items.at(6).is_keyword());
  EXPECT_TRUE(rule.items.at(8).is_keyword());
  EXPECT_EQ(rule.items.at(8).linking, Linking::kAll);
  EXPECT_EQ(rule.items.at(9).values.size(), 2u);
  EXPECT_EQ(rule.items.at(1).field, "B");
  EXPECT_EQ(rule.selections.at(2).line, 8);
  EXPECT_EQ(rule.items.at(8).line, 12);
}

TEST(Loader, ValuesKeepTheirTypes) {
  LoadedRules loaded = load_item(
      "F: [text, 'a*', 4688, 0x10, 1.5, true, False, '4688', 0042, ~, 2025-01-02, yes, .inf]");
  const Item& item = only_rule(loaded).items.front();
  EXPECT_EQ(item.kind, ItemKind::kPattern);
  auto text_at = [&](std::size_t i) { return to_string(item.values.at(i).alternatives.at(0)); };
  EXPECT_EQ(text_at(0), "text");
  EXPECT_EQ(item.values[1].alternatives[0].tokens.size(), 2u);
  EXPECT_EQ(item.values[2].number->integer, 4688);
  EXPECT_EQ(text_at(2), "4688");
  EXPECT_EQ(item.values[3].number->integer, 16);
  EXPECT_EQ(item.values[3].number->text, "0x10");
  EXPECT_EQ(item.values[3].written, "0x10");
  EXPECT_EQ(text_at(3), "16");
  EXPECT_FALSE(item.values[4].number->is_integer);
  EXPECT_EQ(text_at(4), "1.5");
  EXPECT_EQ(item.values[5].boolean, true);
  EXPECT_EQ(text_at(5), "true");
  EXPECT_EQ(item.values[6].boolean, false);
  EXPECT_EQ(text_at(6), "false");
  EXPECT_FALSE(item.values[7].number.has_value());
  EXPECT_FALSE(item.values[8].number.has_value());
  EXPECT_TRUE(item.values[9].is_null);
  EXPECT_TRUE(item.values[9].alternatives.empty());
  EXPECT_EQ(text_at(10), "2025-01-02");
  EXPECT_EQ(text_at(11), "yes");
  EXPECT_EQ(text_at(12), ".inf");
  EXPECT_FALSE(item.values[12].number.has_value());
}

TEST(Loader, NullAndEmptyTextDiffer) {
  LoadedRules null = load_item("F: null");
  EXPECT_EQ(only_rule(null).items[0].kind, ItemKind::kNull);
  LoadedRules nothing = load_item("F:");
  EXPECT_EQ(only_rule(nothing).items[0].kind, ItemKind::kNull);
  LoadedRules empty = load_item("F: ''");
  EXPECT_EQ(only_rule(empty).items[0].kind, ItemKind::kPattern);
  EXPECT_TRUE(only_rule(empty).items[0].values[0].alternatives[0].tokens.empty());
}

struct Slip {
  const char* text;
  int line;
  const char* says;
};

class LoaderSlip : public testing::TestWithParam<Slip> {};

TEST_P(LoaderSlip, IsRefusedWithItsLine) {
  RuleProblem problem = only_problem(load(GetParam().text));
  EXPECT_NE(problem.message.find(GetParam().says), std::string::npos) << problem.message;
  EXPECT_EQ(problem.line, GetParam().line);
  EXPECT_EQ(problem.file, "t.yml");
}

#define TAIL "logsource: {product: p}\ndetection: {s: {A: 1}, condition: s}\n"

INSTANTIATE_TEST_SUITE_P(
    Documents, LoaderSlip,
    testing::Values(
        Slip{"- a\n", 1, "a mapping with title"}, Slip{"\nwords\n", 2, "a mapping with title"},
        Slip{"a: 'x\n", 2, "not valid YAML"},
        Slip{"title: a\ntitle: b\n" TAIL, 2, "the key 'title'"}, Slip{TAIL, 1, "no title"},
        Slip{"title: ''\n" TAIL, 1, "no title"},
        Slip{"title: [a]\n" TAIL, 1, "'title' must be one text"},
        Slip{"title: t\nstatus: good\n" TAIL, 2, "the status 'good'"},
        Slip{"title: t\nlevel: huge\n" TAIL, 2, "the level 'huge'"},
        Slip{"title: t\nlevel: [low]\n" TAIL, 2, "'level' must be one text"},
        Slip{"title: t\ntaxonomy: ecs\n" TAIL, 2, "the taxonomy 'ecs'"},
        Slip{"title: t\ndetection: {s: {A: 1}, condition: s}\n", 1, "no 'logsource'"},
        Slip{"title: t\nlogsource: x\n", 2, "'logsource' must be a mapping"},
        Slip{"title: t\nlogsource: {definition: d}\n", 2, "needs a category"},
        Slip{"title: t\nlogsource:\n  product: [a]\n", 3, "'product' must be one text"},
        Slip{"title: t\nlogsource: {product: p}\n", 1, "no 'detection'"},
        Slip{"title: t\nlogsource: {product: p}\ndetection: x\n", 3, "must be a mapping of"},
        Slip{"title: t\nlogsource: {product: p}\ndetection: {s: {A: 1}}\n", 3, "no 'condition'"}));

#define HEAD "title: t\nlogsource: {product: p}\ndetection:\n  condition: s\n"

INSTANTIATE_TEST_SUITE_P(
    Detections, LoaderSlip,
    testing::Values(Slip{HEAD "  s: {}\n", 5, "an empty mapping"},
                    Slip{HEAD "  s: []\n", 5, "an empty list holds"},
                    Slip{HEAD "  s:\n    - A: 1\n    - {}\n", 7, "an empty mapping"},
                    Slip{HEAD "  s:\n    A: []\n", 6, "'A' has an empty list"},
                    Slip{HEAD "  s:\n    A:\n      B: 1\n", 6, "'A' holds a mapping"},
                    Slip{HEAD "  s:\n    A:\n      - 1\n      - [2]\n", 8, "a value must be"},
                    Slip{HEAD "  s:\n    A:\n      - {B: 1}\n", 7, "a value must be"},
                    Slip{HEAD "  s: ~\n", 5, "null cannot be a keyword"},
                    Slip{HEAD "  s: [a, null]\n", 5, "null cannot be a keyword"},
                    Slip{HEAD "  '': {A: 1}\n", 5, "the name of a selection"},
                    Slip{HEAD "  t: {A: 1}\n", 4, "no such selection"}));

TEST(Loader, DoubtsAreWarnings) {
  auto says = [](std::string_view head) {
    return only_problem(load_head(head), ProblemKind::kWarning).message;
  };
  EXPECT_NE(says("title: " + std::string(257, 'x') + "\n").find("longer than 256"),
            std::string::npos);
  EXPECT_NE(says("title: t\nid: abc\n").find("not a UUID"), std::string::npos);
  EXPECT_NE(says("title: t\ntags: [Attack.T1]\n").find("the tag 'Attack.T1'"), std::string::npos);
  EXPECT_NE(says("title: t\ntags: attack\n").find("the tag 'attack'"), std::string::npos);
  EXPECT_NE(says("title: t\ndate: yesterday\n").find("not a date"), std::string::npos);
  EXPECT_NE(says("title: t\nrelated: [{id: x, type: cousin}]\n").find("'related'"),
            std::string::npos);
  std::string title;
  for (int i = 0; i < 256; ++i) {
    title += "é";
  }
  EXPECT_TRUE(load_head("title: " + title + "\n").problems.empty());
}

TEST(Loader, ATimeframeAloneIsAWarning) {
  LoadedRules loaded = load_detection("  s: x\n  timeframe: 5m\n  condition: 1 of them\n");
  EXPECT_NE(only_problem(loaded, ProblemKind::kWarning).message.find("'timeframe'"),
            std::string::npos);
  EXPECT_EQ(loaded.rules[0]->selections.size(), 1u);
}

TEST(Loader, OtherKindsOfDocumentsAreNotYet) {
  for (const char* text : {"title: t\ncorrelation: {type: event_count}\n",
                           "title: t\nfilter: {rules: [a]}\n", "action: repeat\ntitle: t\n"}) {
    RuleProblem problem = only_problem(load(text), ProblemKind::kNotYet);
    EXPECT_EQ(problem.title, "t");
    EXPECT_FALSE(problem.message.empty());
  }
}

TEST(Loader, DocumentsUnderAGlobalActionAreNotYet) {
  LoadedRules loaded =
      load("action: global\ntitle: t\n---\ndetection: {}\n---\naction: reset\n---\n" +
           std::string("title: u\n") + std::string(kTail));
  ASSERT_EQ(loaded.problems.size(), 3u);
  for (const RuleProblem& problem : loaded.problems) {
    EXPECT_EQ(problem.kind, ProblemKind::kNotYet);
  }
  ASSERT_EQ(loaded.rules.size(), 1u);
  EXPECT_EQ(loaded.rules[0]->title, "u");
}

TEST(Loader, ABadDocumentDoesNotStopTheOthers) {
  std::string good = "title: good\n" + std::string(kTail);
  LoadedRules loaded =
      load(good + "---\ntitle: bad\nlevel: no\n---\n" + good + "---\na: [\n---\n" + "---\n" + good);
  EXPECT_EQ(loaded.rules.size(), 3u);
  ASSERT_EQ(loaded.problems.size(), 2u);
  EXPECT_EQ(loaded.problems[0].title, "bad");
  EXPECT_EQ(loaded.problems[0].line, 8);
  EXPECT_EQ(loaded.rules[1]->line, 10);
}

TEST(Loader, AFileWithoutARuleIsNotSilent) {
  for (const char* text : {"", "# words\n", "---\n---\n"}) {
    LoadedRules loaded = load(text);
    ASSERT_EQ(loaded.problems.size(), 1u) << text;
    EXPECT_EQ(loaded.problems[0].kind, ProblemKind::kWarning);
    EXPECT_EQ(loaded.problems[0].line, 1);
  }
}

TEST(Loader, LimitsTheSizeOfAFile) {
  std::string text = "title: t\n" + std::string(kTail) + "# ";
  std::size_t most = std::size_t{4} << 20;
  EXPECT_EQ(load(text + std::string(most - text.size(), 'x')).rules.size(), 1u);
  LoadedRules larger = load(text + std::string(most + 1 - text.size(), 'x'));
  EXPECT_NE(only_problem(larger).message.find("larger than 4 MB"), std::string::npos);
}

TEST(Loader, LimitsSelectionsItemsAndNames) {
  auto selections = [](std::size_t count) {
    std::string detection = "  condition: 1 of s*\n";
    for (std::size_t i = 0; i < count; ++i) {
      detection += "  s" + std::to_string(i) + ": x\n";
    }
    return load_detection(detection);
  };
  EXPECT_EQ(selections(kMaxSelections).rules.size(), 1u);
  EXPECT_TRUE(selections(kMaxSelections + 1).rules.empty());

  auto items = [](std::size_t count) {
    std::string detection = "  condition: s\n  s:\n";
    for (std::size_t i = 0; i < count; ++i) {
      detection += "    - {A: x}\n";
    }
    return load_detection(detection);
  };
  EXPECT_EQ(items(kMaxItems).rules.size(), 1u);
  EXPECT_TRUE(items(kMaxItems + 1).rules.empty());

  auto name = [](std::size_t length) {
    std::string selection(length, 's');
    return load_detection("  condition: 1 of them\n  " + selection + ": x\n");
  };
  EXPECT_EQ(name(kMaxSelectionName).rules.size(), 1u);
  EXPECT_TRUE(name(kMaxSelectionName + 1).rules.empty());

  auto field = [](std::size_t length) { return load_item(std::string(length, 'F') + ": x"); };
  EXPECT_EQ(field(kMaxFieldName).rules.size(), 1u);
  EXPECT_TRUE(field(kMaxFieldName + 1).rules.empty());

  auto modifiers = [](std::size_t count) {
    std::string item = "F";
    for (std::size_t i = 0; i < count; ++i) {
      item += "|contains";
    }
    return load_item(item + ": x");
  };
  EXPECT_EQ(modifiers(kMaxModifiers).rules.size(), 1u);
  EXPECT_TRUE(modifiers(kMaxModifiers + 1).rules.empty());
}

TEST(Loader, LimitsWhatModifiersAndPlaceholdersMultiply) {
  // Five dashes are 3,125 texts, and base64offset makes 3 patterns of each: 9,375 a value.
  auto item = [](std::size_t values) {
    std::string text = "    F|windash|base64offset: [";
    for (std::size_t i = 0; i < values; ++i) {
      text += "'-a -b -c -d -e', ";
    }
    return text + "]\n";
  };
  EXPECT_EQ(load_detection("  condition: s\n  s:\n" + item(10)).rules.size(), 1u);
  EXPECT_NE(
      only_problem(load_detection("  condition: s\n  s:\n" + item(11))).message.find("100000"),
      std::string::npos);

  std::string document =
      "title: t\nlogsource: {product: p}\ndetection:\n  condition: s\n  s:\n" + item(10) + "---\n";
  std::string file;
  for (int i = 0; i < 11; ++i) {
    file += document;
  }
  LoadedRules loaded = load(file);
  EXPECT_EQ(loaded.rules.size(), 10u);
  EXPECT_NE(loaded.problems.at(0).message.find("1000000"), std::string::npos);
}

}  // namespace
}  // namespace noroshi

#include "match/matcher.h"

#include <gtest/gtest.h>

#include "rule/loader.h"

namespace noroshi {
namespace {

// A Sysmon process creation with the given data fields, all UTF-8.
struct Sample {
  using Data = std::vector<std::pair<std::string, std::string>>;
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  explicit Sample(Data data, std::string channel = "Microsoft-Windows-Sysmon/Operational",
                  std::string event_id = "1") {
    std::vector<ShapeField> fields;
    auto add = [&](std::string name, std::string value, FieldSection section) {
      ShapeField field;
      field.name = std::move(name);
      field.path = {"Event", field.name};
      field.section = section;
      field.slot = static_cast<std::uint32_t>(fields.size());
      fields.push_back(std::move(field));
      texts.push_back(std::make_unique<std::string>(std::move(value)));
      values.push_back(Value::utf8(*texts.back()));
    };
    add("Channel", std::move(channel), FieldSection::kHeader);
    add("Provider_Name", "Microsoft-Windows-Sysmon", FieldSection::kHeader);
    add("EventID", std::move(event_id), FieldSection::kHeader);
    for (auto& [name, value] : data) {
      add(name, value, FieldSection::kData);
    }
    auto slots = static_cast<std::uint32_t>(fields.size());
    shape = std::make_unique<Shape>(std::move(fields), slots);
    record.shape = shape.get();
    record.values = values;
    record.origins = std::span(&origin, 1);
  }
  std::vector<std::unique_ptr<std::string>> texts;
  std::vector<Value> values;
  std::unique_ptr<Shape> shape;
  Origin origin;
  Record record;
};

class MatcherTest : public ::testing::Test {
 protected:
  Matcher matcher(const std::string& text) {
    auto loaded = load_rules(text, "test.yml", {});
    for (const RuleProblem& problem : loaded.problems) {
      EXPECT_NE(problem.kind, ProblemKind::kError) << problem.message;
    }
    set = RuleSet::compile(loaded.rules, *views);
    return Matcher(set);
  }
  static std::string rule(const std::string& detection,
                          const std::string& source = "category: process_creation") {
    return "title: Test\nid: 4ea4e4a5-6c8f-4d0e-9f9a-1d2f3c4b5a69\nlogsource:\n  product: "
           "windows\n  " +
           source + "\ndetection:\n" + detection;
  }
  Result<ViewTable> views = ViewTable::built_in();
  std::shared_ptr<const RuleSet> set;
};

TEST_F(MatcherTest, SaysWhichLeavesHeldAndWhere) {
  auto engine =
      matcher(rule("  selection_img:\n    Image|endswith: '\\RunDll32.exe'\n"
                   "  selection_cli:\n    CommandLine|contains|all:\n      - 'äb'\n"
                   "      - 'SCRIPT'\n"
                   "  filter:\n    User: nobody\n"
                   "  condition: all of selection_* and not filter\n"));
  Sample sample(
      Sample::Data{{"Image", "C:\\Windows\\rundll32.EXE"}, {"CommandLine", "x ÄB javascript:"}});
  auto hits = engine.match(sample.record);
  ASSERT_EQ(hits.size(), 1u);
  auto why = engine.why(hits[0]);
  ASSERT_EQ(why.size(), 3u);
  EXPECT_EQ(why[0].selection, "selection_img");
  EXPECT_EQ(why[0].field, "Image");
  EXPECT_EQ(why[0].modifiers, "endswith");
  EXPECT_EQ(why[0].pattern, "\\RunDll32.exe");
  EXPECT_EQ(why[0].value, "C:\\Windows\\rundll32.EXE");
  EXPECT_EQ(why[0].position, 10u);
  EXPECT_EQ(why[0].length, 13u);
  EXPECT_EQ(why[1].position, 2u);  // code points, not bytes
  EXPECT_EQ(why[2].position, 9u);
  EXPECT_EQ(why[2].length, 6u);
}

TEST_F(MatcherTest, RemembersWhereALongValueMatched) {
  auto engine =
      matcher(rule("  words:\n    CommandLine|contains:\n      - 'nothing'\n"
                   "      - 'Needle'\n"
                   "  pattern:\n    CommandLine|re: 'NEE[a-z]LE'\n"
                   "  condition: 1 of them\n"));
  const std::string text = "\u00e4" + std::string(2000, 'x') + "needle";
  for (int round = 0; round < 4; ++round) {  // remembered from the third on
    Sample sample(Sample::Data{{"CommandLine", text}});
    auto hits = engine.match(sample.record);
    ASSERT_EQ(hits.size(), 1u);
    auto why = engine.why(hits[0]);
    ASSERT_EQ(why.size(), 1u);
    EXPECT_EQ(why[0].pattern, "Needle");
    EXPECT_EQ(why[0].value, text);
    EXPECT_EQ(why[0].position, 2001u);
    EXPECT_EQ(why[0].length, 6u);
  }
}

TEST_F(MatcherTest, AskedOnlyOfItsLogSource) {
  auto engine =
      matcher(rule("  selection:\n    Image|endswith: '\\a.exe'\n  condition: selection\n"));
  Sample other(Sample::Data{{"Image", "C:\\a.exe"}}, "Microsoft-Windows-Sysmon/Operational", "7");
  Sample elsewhere(Sample::Data{{"Image", "C:\\a.exe"}}, "Application", "1");
  Sample right(Sample::Data{{"Image", "C:\\a.exe"}});
  EXPECT_TRUE(engine.match(other.record).empty());
  EXPECT_TRUE(engine.match(elsewhere.record).empty());
  EXPECT_EQ(engine.match(right.record).size(), 1u);
  auto explained = engine.explain(elsewhere.record, 0);
  ASSERT_FALSE(explained.empty());
  EXPECT_FALSE(explained[0].in_view);
  EXPECT_FALSE(explained[0].holds);
  EXPECT_TRUE(explained[0].leaves.at(0).holds);
}

TEST_F(MatcherTest, KeywordsLieInSingleValuesOfAnyField) {
  auto engine =
      matcher(rule("  keywords:\n    '|all':\n      - alpha\n      - 'be*ta'\n"
                   "  condition: keywords\n",
                   "service: sysmon"));
  Sample both(Sample::Data{{"A", "has ALPHA here"}, {"B", "and be---ta there"}});
  Sample torn(Sample::Data{{"A", "has alpha"}, {"B", "be"}, {"C", "ta"}});
  EXPECT_EQ(engine.match(both.record).size(), 1u);
  EXPECT_TRUE(engine.match(torn.record).empty());
}

TEST_F(MatcherTest, AKeywordThatANumberCanShowIsSoughtInNumbers) {
  auto engine =
      matcher(rule("  keywords:\n    - '0x3e7'\n  condition: keywords\n", "service: sysmon"));
  Sample sample(Sample::Data{{"A", "x"}});
  const std::uint32_t logon = 0x3e7;
  sample.values[3] = {reinterpret_cast<const std::byte*>(&logon), 4, ValueType::kHex};
  EXPECT_EQ(engine.match(sample.record).size(), 1u);
}

TEST_F(MatcherTest, NoWitnessNeeded) {
  auto engine =
      matcher(rule("  filter:\n    Image|endswith: '\\a.exe'\n  condition: not filter\n"));
  Sample held(Sample::Data{{"Image", "C:\\b.exe"}});
  Sample excluded(Sample::Data{{"Image", "C:\\a.exe"}});
  EXPECT_EQ(engine.match(held.record).size(), 1u);
  EXPECT_TRUE(engine.match(excluded.record).empty());
}

TEST_F(MatcherTest, ALongValueMatchesEveryTimeAlike) {
  auto engine =
      matcher(rule("  one:\n    CommandLine|contains: 'needle-one'\n"
                   "  two:\n    CommandLine|re: 'needle-t[w]o'\n"
                   "  condition: one and two\n"));
  std::string filling(5000, 'x');
  Sample held(Sample::Data{{"CommandLine", filling + "needle-one needle-two"}});
  Sample other(Sample::Data{{"CommandLine", filling + "needle-one needle-tw0"}});
  for (int round = 0; round < 6; ++round) {
    EXPECT_EQ(engine.match(held.record).size(), 1u) << round;
    EXPECT_TRUE(engine.match(other.record).empty()) << round;
  }
}

TEST_F(MatcherTest, EndlessShapesStayBoundedAndRight) {
  auto engine = matcher(rule("  selection:\n    CommandLine: 'yes'\n  condition: selection\n"));
  for (int i = 0; i < 9000; ++i) {
    Sample sample(
        Sample::Data{{"CommandLine", i % 2 == 0 ? "yes" : "no"}, {"X" + std::to_string(i), "1"}});
    ASSERT_EQ(engine.match(sample.record).size(), i % 2 == 0 ? 1u : 0u) << i;
  }
}

TEST_F(MatcherTest, SaysWhyARuleDoesNotRun) {
  auto loaded =
      load_rules(rule("  selection:\n    A: b\n  condition: selection\n", "category: no_such"),
                 "test.yml", {});
  auto placeholder = load_rules(
      rule("  selection:\n    A|expand: '%nobody%'\n  condition: selection\n"), "test.yml", {});
  auto regex =
      load_rules(rule("  selection:\n    A|re: '(?=b)'\n  condition: selection\n"), "test.yml", {});
  set = RuleSet::compile({loaded.rules.at(0), placeholder.rules.at(0), regex.rules.at(0)}, *views);
  EXPECT_EQ(set->standing(0).runnable, Runnable::kUnmappedLogSource);
  EXPECT_EQ(set->standing(1).runnable, Runnable::kPlaceholders);
  EXPECT_NE(set->standing(1).reason.find("nobody"), std::string::npos);
  EXPECT_EQ(set->standing(2).runnable, Runnable::kRegex);
}

}  // namespace
}  // namespace noroshi

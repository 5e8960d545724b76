// Every text case below test/golden, by engine and by oracle.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "conformance/corpus.h"
#include "conformance/engines.h"
#include "conformance/golden_case.h"
#include "rule/loader.h"

namespace noroshi::conformance {
namespace {

class Golden : public testing::TestWithParam<std::filesystem::path> {};

std::string title_of(const std::string& rule) {
  return rule.substr(rule.find(": ") + 2);
}

std::set<std::string> titles(const std::set<NamedHit>& hits) {
  std::set<std::string> out;
  for (const NamedHit& hit : hits) {
    out.insert(title_of(hit.rule));
  }
  return out;
}

std::set<std::string> titles(const std::vector<ExpectedHit>& expected) {
  std::set<std::string> out;
  for (const ExpectedHit& hit : expected) {
    out.insert(hit.title);
  }
  return out;
}

void check_refused(const GoldenCase& golden, const Engine& engine) {
  std::set<std::string> read;
  for (const std::string& name : engine.loaded().valid) {
    read.insert(title_of(name));
  }
  for (const std::string& title : golden.refused) {
    EXPECT_FALSE(read.contains(title)) << "must be refused: " << title;
  }
  EXPECT_EQ(read.size() + golden.refused.size(), golden.rules.size())
      << "a rule was refused that should not be, or two have one title";
}

void check_record(const GoldenRecord& golden, Engine& engine, bool explains) {
  SCOPED_TRACE("record " + golden.name);
  const Record& record = golden.record.record();
  std::set<NamedHit> hits = engine.match(record);
  EXPECT_EQ(titles(hits), titles(golden.expected)) << golden.record.describe();
  for (const ExpectedHit& expected : golden.expected) {
    for (const NamedHit& hit : hits) {
      if (title_of(hit.rule) != expected.title) {
        continue;
      }
      EXPECT_TRUE(expected.view.empty() || expected.view == hit.view)
          << expected.title << " in " << hit.view;
      std::vector<MatchedValue> values = engine.why(record, hit);
      for (const ExpectedValue& wanted : expected.values) {
        bool found = std::ranges::any_of(values, [&](const MatchedValue& value) {
          return (value.field.empty() ? "keyword" : value.field) == wanted.field &&
                 value.value == wanted.value;
        });
        EXPECT_TRUE(found || !explains)
            << expected.title << ": no match of " << wanted.field << " = " << wanted.value;
      }
    }
  }
}

TEST_P(Golden, HoldsAsWritten) {
  auto golden = read_golden_case(read_file(GetParam()), NOROSHI_TREE);
  ASSERT_TRUE(golden) << golden.error().to_string();
  auto placeholders = parse_placeholders(golden->placeholders, "placeholders");
  ASSERT_TRUE(placeholders) << placeholders.error().to_string();
  std::unique_ptr<Engine> oracle = make_oracle(golden->rules, *placeholders);
  std::unique_ptr<Engine> matcher = make_matcher(golden->rules, *placeholders);
  for (Engine* engine : {oracle.get(), matcher.get()}) {
    SCOPED_TRACE(engine == oracle.get() ? "oracle" : "engine");
    check_refused(*golden, *engine);
    for (const GoldenRecord& record : golden->records) {
      check_record(record, *engine, engine == matcher.get());
    }
  }
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name =
      info.param.lexically_relative(std::filesystem::path(NOROSHI_TREE) / "test/golden").string();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Golden,
    testing::ValuesIn(files_below(std::filesystem::path(NOROSHI_TREE) / "test/golden", ".case")),
    name_of);

// The runner itself: a case that is wrong must fail.
TEST(GoldenRunner, RefusesWhatItCannotRead) {
  for (const char* text :
       {"=== rules\ntitle: x\n", "=== record a\nChannel: x\n",
        "=== rules\ntitle: x\n=== record a\nChannel: x\n", "=== rules\ntitle: x\n=== expect b\n",
        "=== rules\ntitle: x\n=== record a\nA (nonsense): x\n=== expect a\n"}) {
    EXPECT_FALSE(read_golden_case(text, NOROSHI_TREE)) << text;
  }
}

}  // namespace
}  // namespace noroshi::conformance

// Engine and oracle on every record of the corpus, with every rule.
#include <gtest/gtest.h>

#include "conformance/corpus.h"
#include "conformance/engines.h"

namespace noroshi::conformance {
namespace {

constexpr std::size_t kShown = 20;

std::vector<std::string> only_in(const auto& left, const auto& right) {
  std::vector<std::string> out;
  for (const std::string& one : left) {
    if (!right.contains(one) && out.size() < kShown) {
      out.push_back(one);
    }
  }
  return out;
}

TEST(EngineAgainstOracle, ReadTheSameRules) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the rules of sigma/ are not read";
  }
  std::vector<oracle::RuleText> rules = rule_texts(*corpus());
  oracle::PlaceholderValues placeholders = values_for_placeholders(rules);
  EXPECT_GT(placeholders.size(), 10u);
  std::unique_ptr<Engine> oracle = make_oracle(rules, placeholders);
  std::unique_ptr<Engine> matcher = make_matcher(rules, placeholders);
  EXPECT_EQ(only_in(oracle->loaded().valid, matcher->loaded().valid), std::vector<std::string>{});
  EXPECT_EQ(only_in(matcher->loaded().valid, oracle->loaded().valid), std::vector<std::string>{});
  EXPECT_EQ(only_in(oracle->loaded().runnable, matcher->loaded().runnable),
            std::vector<std::string>{});
  EXPECT_EQ(only_in(matcher->loaded().runnable, oracle->loaded().runnable),
            std::vector<std::string>{});
  EXPECT_EQ(oracle->loaded().refused, matcher->loaded().refused);
  std::printf("%zu rules valid, %zu run, %zu documents refused\n", matcher->loaded().valid.size(),
              matcher->loaded().runnable.size(), matcher->loaded().refused.size());
}

TEST(EngineAgainstOracle, AgreeOnEveryRecord) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the event logs of evtx/ and sigma/ are not matched";
  }
  std::vector<oracle::RuleText> rules = rule_texts(*corpus());
  oracle::PlaceholderValues placeholders = values_for_placeholders(rules);
  std::unique_ptr<Engine> oracle = make_oracle(rules, placeholders);
  std::unique_ptr<Engine> matcher = make_matcher(rules, placeholders);
  std::size_t files = 0;
  std::size_t records = 0;
  std::size_t hits = 0;
  std::size_t different = 0;
  for (const auto& path : files_below(*corpus(), ".evtx")) {
    ++files;
    read_event_log(path, [&](const Record& record) {
      ++records;
      std::set<NamedHit> expected = oracle->match(record);
      hits += expected.size();
      std::vector<std::string> lines = differences(expected, matcher->match(record));
      if (lines.empty() || ++different > kShown) {
        return;
      }
      std::string message = path.string() + ", record " + std::to_string(record.id) + "\n";
      for (const std::string& line : lines) {
        message += line + "\n";
      }
      for (const auto& [name, text] : oracle::flat_record(record)) {
        message += "  " + name + " = " + text.substr(0, 500) + "\n";
      }
      ADD_FAILURE() << message;
    });
  }
  std::printf("%zu files, %zu records, %zu hits, %zu records with differences\n", files, records,
              hits, different);
  EXPECT_EQ(different, 0u);
  EXPECT_GT(hits, 1000u);
}

}  // namespace
}  // namespace noroshi::conformance

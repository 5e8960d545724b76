// The regression data of the rule collection: each rule fires at least as often as its info.yml
// says on its own event log.
#include <gtest/gtest.h>

#include <map>

#include "base/yaml.h"
#include "conformance/corpus.h"
#include "conformance/engines.h"

namespace noroshi::conformance {
namespace {

struct Sample {
  std::string rule_id;
  std::filesystem::path log;
  std::size_t least = 1;
};

std::vector<Sample> samples(const std::filesystem::path& corpus) {
  std::vector<Sample> out;
  for (const auto& path : files_below(corpus / "sigma" / "regression_data", "info.yml")) {
    auto documents = parse_yaml(read_file(path), path.string());
    EXPECT_TRUE(documents) << path;
    if (!documents) {
      continue;
    }
    const YamlNode& info = documents->front();
    const YamlNode* rules = info.find("rule_metadata");
    const YamlNode* tests = info.find("regression_tests_info");
    if (rules == nullptr || rules->items.empty() || tests == nullptr) {
      continue;  // a sample whose tests are commented out
    }
    for (const YamlNode& test : tests->items) {
      if (test.text_of("type") != "evtx") {
        continue;
      }
      const YamlNode* count = test.find("match_count");
      out.push_back({std::string(rules->items.front().text_of("id")),
                     corpus / "sigma" / std::string(test.text_of("path")),
                     count == nullptr ? 1 : static_cast<std::size_t>(count->integer)});
    }
  }
  return out;
}

std::map<std::string, std::string> ids_by_name(const std::vector<oracle::RuleText>& rules) {
  std::map<std::string, std::string> out;
  for (const oracle::RuleText& file : rules) {
    auto documents = parse_yaml(file.text, file.path);
    for (const YamlNode& document : documents ? *documents : std::vector<YamlNode>()) {
      out[file.path + ": " + std::string(document.text_of("title"))] = document.text_of("id");
    }
  }
  return out;
}

void check(Engine& engine, const std::vector<oracle::RuleText>& rules,
           const std::filesystem::path& root) {
  std::map<std::string, std::string> ids = ids_by_name(rules);
  std::vector<Sample> all = samples(root);
  EXPECT_GT(all.size(), 50u);
  std::size_t passed = 0;
  std::size_t others = 0;
  for (const Sample& sample : all) {
    std::size_t fired = 0;
    std::size_t records = 0;
    read_event_log(sample.log, [&](const Record& record) {
      ++records;
      for (const NamedHit& hit : engine.match(record)) {
        (ids[hit.rule] == sample.rule_id ? fired : others) += 1;
      }
    });
    EXPECT_GE(fired, sample.least) << sample.log << " (" << records << " records)";
    passed += fired >= sample.least ? 1 : 0;
  }
  std::printf("%zu of %zu samples fire; %zu hits of other rules on them\n", passed, all.size(),
              others);
}

TEST(Regression, TheOracleFiresOnEverySample) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: sigma/regression_data is not checked";
  }
  std::vector<oracle::RuleText> rules = rule_texts(*corpus());
  check(*make_oracle(rules, {}), rules, *corpus());
}

TEST(Regression, TheEngineFiresOnEverySample) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: sigma/regression_data is not checked";
  }
  std::vector<oracle::RuleText> rules = rule_texts(*corpus());
  check(*make_matcher(rules, {}), rules, *corpus());
}

}  // namespace
}  // namespace noroshi::conformance

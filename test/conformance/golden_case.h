// A text case of test/golden: rules, records, and what must be detected. The format is described in
// test/golden/README.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "support/oracle/oracle.h"
#include "support/records/record_builder.h"

namespace noroshi::conformance {

struct ExpectedValue {
  std::string field;  // "keyword" for a keyword
  std::string value;
};

struct ExpectedHit {
  std::string title;
  std::string view;  // empty: any
  std::vector<ExpectedValue> values;
};

struct GoldenRecord {
  std::string name;
  test::BuiltRecord record;
  std::vector<ExpectedHit> expected;
};

struct GoldenCase {
  std::vector<oracle::RuleText> rules;  // one a document
  std::string placeholders;             // YAML
  std::vector<std::string> refused;     // titles
  std::vector<GoldenRecord> records;
};

// `tree`: the directory that paths of rules in the case are relative to.
[[nodiscard]] Result<GoldenCase> read_golden_case(const std::string& text,
                                                  const std::filesystem::path& tree);

}  // namespace noroshi::conformance

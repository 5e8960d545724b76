// Whole generated cases: a Sigma rule as YAML text and a record that it often holds on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/generate/choice.h"
#include "support/records/record_builder.h"

namespace noroshi::test {

struct GeneratedCase {
  std::string rule;  // one YAML document
  std::string title;
  BuiltRecord record;
  // Of the same Shape, with some of the values exchanged: what was worked out for the Shape must
  // hold for this one as well.
  BuiltRecord variant;
  std::vector<std::string_view> features;  // each once
};

// `title` must tell the rule from the others that it is loaded with.
[[nodiscard]] GeneratedCase make_case(Choice& choice, const std::string& title);

// Every modifier, operator and shape that a case may have.
[[nodiscard]] std::vector<std::string_view> all_features();

// How often each feature was seen, and how often the rule held.
struct FeatureCount {
  std::size_t seen = 0;
  std::size_t held = 0;
};

class FeatureTable {
 public:
  void add(const GeneratedCase& made, bool held);
  [[nodiscard]] std::size_t pairs() const { return pairs_; }
  [[nodiscard]] std::size_t held() const { return held_; }
  [[nodiscard]] const std::map<std::string, FeatureCount>& counts() const { return counts_; }
  // One line a feature: name, seen, held; then the share of pairs that held.
  [[nodiscard]] std::string to_text() const;

 private:
  std::size_t pairs_ = 0;
  std::size_t held_ = 0;
  std::map<std::string, FeatureCount> counts_;
};

}  // namespace noroshi::test

// The two that must agree: the program's engine and the oracle, behind one face.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "event/detection.h"
#include "event/record.h"
#include "support/oracle/oracle.h"

namespace noroshi::conformance {

struct NamedHit {
  std::string rule;  // "file: title"
  std::string view;

  auto operator<=>(const NamedHit&) const = default;
};

// What became of the rules' text: "file: title" of those that run, "file" of refused documents.
struct Loaded {
  std::set<std::string> valid;
  std::set<std::string>
      runnable;  // those of them that have values for their placeholders and a view
  std::multiset<std::string> refused;
};

class Engine {
 public:
  virtual ~Engine() = default;
  [[nodiscard]] virtual std::set<NamedHit> match(const Record& record) = 0;
  [[nodiscard]] virtual const Loaded& loaded() const = 0;
  // Why a hit held; the oracle has nothing to say.
  [[nodiscard]] virtual std::vector<MatchedValue> why(const Record&, const NamedHit&) { return {}; }
};

[[nodiscard]] std::unique_ptr<Engine> make_oracle(const std::vector<oracle::RuleText>& rules,
                                                  const oracle::PlaceholderValues& placeholders);
[[nodiscard]] std::unique_ptr<Engine> make_matcher(const std::vector<oracle::RuleText>& rules,
                                                   const oracle::PlaceholderValues& placeholders);

// What differs on one record: a line for each rule that only one of them reports, or reports in
// another view; empty if nothing does.
[[nodiscard]] std::vector<std::string> differences(const std::set<NamedHit>& oracle,
                                                   const std::set<NamedHit>& matcher);

}  // namespace noroshi::conformance

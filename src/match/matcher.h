// Matcher: which rules of a RuleSet hold on a record, and why. One a thread; not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "event/detection.h"
#include "event/record.h"
#include "match/rule_set.h"

namespace noroshi {

// A rule that held, in the view where it held (the first one, if it holds in several).
struct Hit {
  std::uint32_t rule = 0;  // index in RuleSet::rules()
  ViewId view = 0;

  auto operator<=>(const Hit&) const = default;
};

// What became of one leaf of a rule on one record: for `noroshi explain`.
struct LeafOutcome {
  std::string selection;
  std::string field;  // empty: keyword
  std::string modifiers;
  std::string pattern;  // the value as written, or "(8 values)" and the first few
  std::string value;    // what the record has; empty with has_value = false
  bool has_value = false;
  bool holds = false;
};

struct Explanation {
  std::uint32_t rule = 0;
  ViewId view = 0;
  bool in_view = false;    // the record satisfies the rule's log source in `view`
  std::string log_source;  // why (not): channel, provider, event id and what the view asks for
  bool holds = false;
  std::vector<std::pair<std::string, bool>> selections;  // name, held
  std::vector<LeafOutcome> leaves;
};

// What a rule cost so far: how often a witness (or the lack of one) had it evaluated.
struct RuleCost {
  std::uint32_t rule = 0;
  std::uint64_t evaluations = 0;
  std::uint64_t held = 0;
};

class Matcher {
 public:
  explicit Matcher(std::shared_ptr<const RuleSet> rules);
  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;

  // The rules that hold, in ascending order of (rule). Holds until the next call.
  // Cost: 0.1 to 2 us a record once its Shape's Plan is built.
  [[nodiscard]] std::span<const Hit> match(const Record& record);

  // Why `hit`, one of what match() said last, held: every leaf that made a selection hold. That
  // record must still be there. Holds until the next call of why(), match() or explain().
  // Cost: 0.2 us and what it takes to find the patterns again; long values are remembered.
  [[nodiscard]] std::span<const MatchedValue> why(const Hit& hit);

  // Leaf by leaf, for any rule, whether it held or not, one Explanation for each view of the rule.
  [[nodiscard]] std::vector<Explanation> explain(const Record& record, std::uint32_t rule);

  // Rules that were evaluated at least once, dearest first.
  [[nodiscard]] std::vector<RuleCost> costs() const;
  // Plans made so far, also those no longer kept: a measure of how many kinds of records there
  // were.
  [[nodiscard]] std::uint64_t plans_made() const;

  struct Implementation;

 private:
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace noroshi

// Plan: what is left to do for records of one Shape with one channel, provider and event id. For
// each view: where each field sits, which rules can still hold, which scanners have a say.
//
// Example: Security 4624 under `service: security` leaves some ten of 177 rules: the others ask for
// another event id, or for fields that this Shape has not.
#pragma once

#include <cstdint>
#include <vector>

#include "match/rule_set_implementation.h"

namespace noroshi {

inline constexpr std::uint32_t kNoAccessor = 0xffffffff;

struct ScanStep {
  std::uint32_t accessor = kNoAccessor;
  const FieldScanner* scanner = nullptr;
};

struct ViewPlan {
  ViewId view = 0;
  std::uint32_t group_number = 0;
  const RuleGroup* group = nullptr;
  std::vector<std::uint32_t> accessor_of_field;  // by FieldNumber, into Plan::accessors
  std::vector<std::uint64_t> alive;              // bit per rule of the group
  std::vector<std::uint32_t> always;             // rules of the group to evaluate on every record
  std::vector<ScanStep> scans;
  std::vector<std::uint32_t> guards;  // predicates that the record must meet

  [[nodiscard]] bool is_alive(std::uint32_t rule) const {
    return (alive[rule >> 6] >> (rule & 63) & 1) != 0;
  }
};

struct Plan {
  std::vector<Accessor> accessors;
  KeywordScanner::Tiers keyword_tiers = 0;  // that living rules need
  // Fields of the Shape to seek them in: those whose text the Plan does not fix, and the fixed ones
  // that hold one.
  std::vector<std::uint32_t> keyword_fields;
  std::vector<ViewPlan> views;  // only those with something to do
};

// Asks what is known of a predicate: supplied by the matcher, which has a record of the Plan at
// hand.
class PlanOracle {
 public:
  virtual ~PlanOracle() = default;
  // Whether field `index` of the Shape has the same value in every record of the Plan.
  virtual bool is_fixed(std::uint32_t index) = 0;
  // The outcome of `predicate` on every record of the Plan, if that is the same for all.
  virtual Truth known(const Plan& plan, const ViewPlan& view, std::uint32_t predicate) = 0;
};

// The accessors of all views first (stage one), then the rules that are left (stage two).
[[nodiscard]] Plan make_plan(const RuleSet::Implementation& rules, const Record& record,
                             PlanOracle& oracle);

}  // namespace noroshi

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

// How a field of a view is read: a field of the Shape by its index, or, with kComputedBit, one of
// Plan::computed.
inline constexpr std::uint32_t kNoAccessor = 0xffffffff;
inline constexpr std::uint32_t kComputedBit = 0x80000000;
[[nodiscard]] constexpr bool is_computed(std::uint32_t accessor) {
  return (accessor & kComputedBit) != 0;
}

struct ScanStep {
  std::uint32_t accessor = kNoAccessor;
  const FieldScanner* field = nullptr;
  const LiteralScanner* scanner = nullptr;  // of `field`: built by now
};

// A field that keywords are sought in.
struct KeywordField {
  std::uint32_t field = 0;  // of the Shape
  std::uint32_t slot = 0;   // in Record::values, or ShapeField::kConstant
};

struct ViewPlan {
  ViewId view = 0;
  std::uint32_t group_number = 0;
  const RuleGroup* group = nullptr;
  std::vector<std::uint32_t> accessor_of_field;  // by FieldNumber
  std::vector<std::uint64_t> alive;              // bit per rule of the group
  std::vector<std::uint32_t> always;             // rules of the group to evaluate on every record
  std::vector<ScanStep> scans;
  std::vector<std::uint32_t> guards;  // predicates that the record must meet

  [[nodiscard]] bool is_alive(std::uint32_t rule) const {
    return (alive[rule >> 6] >> (rule & 63) & 1) != 0;
  }
};

struct Plan {
  std::vector<Accessor> computed;
  KeywordScanner::Tiers keyword_tiers = 0;  // that living rules need
  // Fields of the Shape to seek them in: those whose text the Plan does not fix, and the fixed ones
  // that hold one.
  std::vector<KeywordField> keyword_fields;
  std::vector<ViewPlan> views;  // only those with something to do
};

// Puts an accessor into the Plan; how it is to be written in accessor_of_field.
[[nodiscard]] std::uint32_t place(Plan& plan, Accessor accessor);

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

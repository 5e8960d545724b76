// Witnesses: for a rule, a set of literals of which at least one is in every record on which the
// rule holds. A record without any of them need not be shown to the rule.
//
//   (Image endswith \rundll32.exe) and (CommandLine contains javascript: or vbscript:)
//     either {\rundll32.exe in Image}, or {javascript:, vbscript: in CommandLine};
//     the set that is expected to be seen more seldom is taken: the second.
//
// A negation gives no witness, nor do numbers, null, comparisons and networks; an AND takes its
// best child's, an OR needs one from every child. A rule with none is evaluated on every record of
// its log source that the Plan leaves it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "match/expression.h"
#include "match/predicate.h"

namespace noroshi {

struct Witness {
  FieldNumber field = kNoField;  // kKeywordField: in any value
  std::string literal;           // folded
  Anchor anchor = Anchor::kAnywhere;
};

struct WitnessSet {
  std::vector<Witness> witnesses;
  double frequency = 0;  // expected share of records that hold one
};

// `is_fixed[field]`: the field is decided by the Plan (event id, channel, provider) and selects
// nothing within it.
[[nodiscard]] std::optional<WitnessSet> find_witnesses(const Expressions& expressions,
                                                       std::uint32_t root,
                                                       std::span<const Predicate* const> predicates,
                                                       const std::vector<bool>& is_fixed);

}  // namespace noroshi

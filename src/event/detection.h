// Why a rule held on a record. Made at the hit. What comes from the rule is a view into the Rule
// (and holds as long as its RuleSet); the value is a view that holds as long as who made it says.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/time.h"
#include "event/record.h"

namespace noroshi {

// Why a selection held: one leaf of it.
struct MatchedValue {
  std::string_view selection;  // "selection_img"
  std::string_view field;      // as in the rule; empty for a keyword
  std::string_view modifiers;  // "contains|all"; may be empty
  std::string_view pattern;    // as written in the rule
  std::string_view value;      // the record's value (whole, up to kMaxMatchedValue bytes)
  std::uint32_t position = 0;  // where the pattern lies in the value: code points from its start
  std::uint32_t length = 0;    // code points
};

inline constexpr std::size_t kMaxMatchedValue = 4096;

}  // namespace noroshi

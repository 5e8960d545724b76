// Detection: a rule that held on a record. Owns everything it says, compactly; made at the hit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "event/record.h"

namespace noroshi {

// Why a selection held: one leaf of it.
struct MatchedValue {
  std::string selection;       // "selection_img"
  std::string field;           // as in the rule; empty for a keyword
  std::string modifiers;       // "contains|all"; may be empty
  std::string pattern;         // as written in the rule
  std::string value;           // the record's value (whole, up to kMaxMatchedValue bytes)
  std::uint32_t position = 0;  // where the pattern lies in the value: code points from its start
  std::uint32_t length = 0;    // code points
};

inline constexpr std::size_t kMaxMatchedValue = 4096;

}  // namespace noroshi

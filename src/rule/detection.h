// The `detection` of a document: named selections over items, and the condition over selections.
//
//   map              AND of its items            list of maps      OR of the maps
//   list of scalars  one item of OR-ed keywords  scalar            one keyword
//   lists may mix and nest: OR of what stands in them
#pragma once

#include "base/yaml.h"
#include "rule/rule_draft.h"

namespace noroshi {

inline constexpr std::size_t kMaxSelections = 1'000;   // a rule
inline constexpr std::size_t kMaxSelectionName = 256;  // bytes

// Fills items, selections and condition of draft.rule. `detection` is used up. ErrorCode
// kUnsupported says that the condition is of the old aggregating form.
[[nodiscard]] Result<void> read_detection(RuleDraft& draft, YamlNode detection);

}  // namespace noroshi

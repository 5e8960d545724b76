// One detection item: `field|modifiers: values`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "rule/rule_draft.h"

namespace noroshi {

inline constexpr std::size_t kMaxItems = 10'000;    // a rule
inline constexpr std::size_t kMaxModifiers = 16;    // an item
inline constexpr std::size_t kMaxFieldName = 1024;  // bytes
inline constexpr std::size_t kMaxFilePatterns = 1'000'000;

// Adds the item to draft.rule and returns its index. `key` is `field|modifier|...`, or empty for
// keywords. `values` are scalars and are used up.
[[nodiscard]] Result<std::uint32_t> add_item(RuleDraft& draft, std::string_view key,
                                             std::vector<YamlNode> values);

}  // namespace noroshi

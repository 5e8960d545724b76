// One `field|modifiers: values` of a rule as the oracle reads it: every modifier in its turn,
// applied to every value.
#pragma once

#include <string>

#include "base/result.h"
#include "base/yaml.h"
#include "support/oracle/rule.h"

namespace noroshi::oracle {

struct ReadItem {
  RuleItem item;
  bool unresolved = false;  // a placeholder in it has no values
};

// `key` is the field with its modifiers; a keyword has no field.
[[nodiscard]] Result<ReadItem> read_item(const std::string& key, const YamlNode& values,
                                         const PlaceholderValues& placeholders);

}  // namespace noroshi::oracle

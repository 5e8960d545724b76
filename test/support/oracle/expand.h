// The modifier `expand` as the oracle reads it: %name% stands for each value of that name.
#pragma once

#include <string>
#include <vector>

#include "support/oracle/pattern.h"
#include "support/oracle/rule.h"

namespace noroshi::oracle {

// All combinations. Each is a form of the one value, so that under `all` any of them will do.
// `unresolved` becomes true where a name has no values.
[[nodiscard]] std::vector<Units> expand_pattern(const std::string& text,
                                                const PlaceholderValues& placeholders,
                                                bool& unresolved);
// The same for a regular expression: each name as a group of alternatives.
[[nodiscard]] std::string expand_regex(const std::string& text,
                                       const PlaceholderValues& placeholders, bool& unresolved);

}  // namespace noroshi::oracle

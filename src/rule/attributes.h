// Everything of a rule but its detection: title, id, level, log source, and so on.
#pragma once

#include "base/yaml.h"
#include "rule/rule_draft.h"

namespace noroshi {

// Fills draft.rule from the top-level keys of `document`, a mapping. What is absent: level is
// medium, status is test, taxonomy is sigma.
[[nodiscard]] Result<void> read_attributes(RuleDraft& draft, const YamlNode& document);

}  // namespace noroshi

// The dialect of hayabusa-rules: Sigma with keys of its own, known by the key `ruletype`. What has
// a meaning here is rewritten to Sigma before the rule is read; the rest is named.
// docs/user/packs.md has the table.
#pragma once

#include "base/yaml.h"
#include "rule/rule_draft.h"

namespace noroshi {

[[nodiscard]] bool is_hayabusa_rule(const YamlNode& document);

// Rewrites level words, modifiers, and the log source of rules for the Security log. ErrorCode
// kUnsupported, with the line in draft.line, for what is known and not read.
[[nodiscard]] Result<void> adapt_hayabusa_rule(RuleDraft& draft, YamlNode& document);

}  // namespace noroshi

// The rules of a command that is not about rules: loaded, filtered, compiled, in one call.
#pragma once

#include <memory>

#include "cli/evidence.h"
#include "cli/rule_options.h"
#include "match/rule_set.h"

namespace noroshi::cli {

struct ChosenRules {
  std::unique_ptr<const ViewTable> views;  // which the rules refer to
  std::shared_ptr<const RuleSet> rules;
};

// What cannot be used is counted on standard error, and named if the evidence options say so. An
// error if no rule could be loaded at all.
[[nodiscard]] Result<ChosenRules> chosen_rules(const RuleOptions& rules,
                                               const EvidenceOptions& evidence);

}  // namespace noroshi::cli

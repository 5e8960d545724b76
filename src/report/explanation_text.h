// Why a rule did or did not hold on a record, as text for a person.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "event/record.h"
#include "match/matcher.h"

namespace noroshi {

// Appends one block: the record, the rule, and for each view its log source, selections and leaves.
// Hostile characters stand as escapes.
void append_explanation(const RuleSet& rules, const Record& record, std::string_view file,
                        std::span<const Explanation> explanations, std::string& out);

}  // namespace noroshi

// What `noroshi demo` prints: what was read and with which rules, the intrusion in four steps, the
// clean week, and what to type next.
#pragma once

#include <cstdint>
#include <string>

#include "match/rule_set.h"
#include "pipeline/demo_worker.h"
#include "pipeline/run.h"
#include "report/terminal_text.h"

namespace noroshi::cli {

// One of the two hunts.
struct DemoHunt {
  DemoFindings found;
  RunTotals totals;
};

[[nodiscard]] std::string demo_text(const RuleSet& rules, const DemoHunt& intrusion,
                                    const DemoHunt& clean_week, const TerminalStyle& style);

}  // namespace noroshi::cli

// Batches of generated rules and records, given to engine and oracle.
#pragma once

#include <string>

#include "support/generate/rule_maker.h"

namespace noroshi::conformance {

// Makes `rules` cases, loads their rules together, and matches every record with all of them. Each
// record was made for one rule; that pair is counted in `table`. A variant of each record, of the
// same Shape with other values, is matched as well and not counted. What differs is returned, with
// the rule and the record in full; empty if nothing does.
[[nodiscard]] std::string compare_batch(test::Choice& choice, std::size_t rules,
                                        test::FeatureTable& table);

}  // namespace noroshi::conformance

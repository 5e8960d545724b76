// What `noroshi search` says on standard error.
#pragma once

#include <span>
#include <string>

#include "pipeline/load_indicators.h"
#include "pipeline/run.h"
#include "pipeline/search_worker.h"

namespace noroshi::cli {

// What each list gave, its markings, and how much of it was left aside. `verbose`: each entry left
// aside by name.
[[nodiscard]] std::string lists_text(const LoadedIndicators& loaded, bool verbose);

// How much was sought in how much, what of it was found how often. Also where nothing was found.
[[nodiscard]] std::string search_summary(const SearchSetup& setup, const RunTotals& totals,
                                         std::span<const std::unique_ptr<RecordWorker>> workers);

}  // namespace noroshi::cli

// Outside data for the conformance tests: found by NOROSHI_CORPUS, read in place.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "event/record.h"
#include "support/oracle/oracle.h"

namespace noroshi::conformance {

// The corpus, or nothing where there is none.
[[nodiscard]] std::optional<std::filesystem::path> corpus();

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
// Files below `root` whose name ends in `suffix` (in any case), sorted.
[[nodiscard]] std::vector<std::filesystem::path> files_below(const std::filesystem::path& root,
                                                             const std::string& suffix);
// Every rule of the corpus' rules* folders. `path` is relative to the corpus.
[[nodiscard]] std::vector<oracle::RuleText> rule_texts(const std::filesystem::path& corpus);
// A few values for every placeholder name that `rules` use, so that those rules run.
[[nodiscard]] oracle::PlaceholderValues values_for_placeholders(
    const std::vector<oracle::RuleText>& rules);

// Every record of a Windows event log, in order.
void read_event_log(const std::filesystem::path& path,
                    const std::function<void(const Record&)>& on_record);

}  // namespace noroshi::conformance

// Many records from few: rewrites every record of given logs into full chunks, round and round,
// each copy with ids, times, host, processes, logons and one token of each path and command line of
// its own. What was made from templates stays so; what had none gets none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi::evidence {

// `inputs` are files and directories (recursed, sorted). Files without a record are left out.
// Writes `records` records to `output` (see RollingWriter) and returns the figures, for people.
// Memory is bounded by one chunk and the templates of the inputs.
[[nodiscard]] Result<std::string> replicate(const std::filesystem::path& output,
                                            std::uint64_t records,
                                            const std::vector<std::string>& inputs);

}  // namespace noroshi::evidence

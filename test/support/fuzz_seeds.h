// Small event log chunks of each kind and with each damage, as a start for fuzzing the decoder.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace noroshi::evidence {

// Writes one chunk a file (without the file header, cut behind its last record) into `directory`,
// and returns the figures, for people.
[[nodiscard]] Result<std::string> write_fuzz_seeds(const std::filesystem::path& directory);

}  // namespace noroshi::evidence

// Evidence in one compressed file, for building it into the program.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace noroshi::evidence {

// Writes every file under `directory` into an archive at `path` (tar.zst), sorted by its path in
// the directory. Returns what there is to say about it. Equal files give equal bytes.
[[nodiscard]] Result<std::string> pack_directory(const std::filesystem::path& path,
                                                 const std::filesystem::path& directory);

}  // namespace noroshi::evidence

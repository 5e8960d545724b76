// Event logs that are in memory: the evidence that is built into the program.
#pragma once

#include <span>
#include <string_view>

#include "source/archive.h"
#include "source/files.h"

namespace noroshi {

// The entries whose path starts with `folder` as sources, in their order. They refer to the
// entries' contents, which must outlive the list and may not move.
[[nodiscard]] SourceList list_memory_files(std::span<const ArchiveEntry> entries,
                                           std::string_view folder);

}  // namespace noroshi

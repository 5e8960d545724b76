#include "source/memory_files.h"

#include <algorithm>

#include "decode/evtx/evtx.h"

namespace noroshi {

SourceList list_memory_files(std::span<const ArchiveEntry> entries, std::string_view folder) {
  SourceList list;
  for (const ArchiveEntry& entry : entries) {
    if (entry.path.starts_with(folder) && !entry.content.empty()) {
      SourceFile file;
      file.path = entry.path;
      file.size = entry.content.size();
      file.body = std::min<std::uint64_t>(file.size, evtx::kFileHeaderSize);
      file.content = std::as_bytes(std::span(entry.content));
      list.files.push_back(std::move(file));
    }
  }
  return list;
}

}  // namespace noroshi

#include "support/evidence_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "source/archive.h"
#include "source/file_reader.h"

namespace noroshi::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = std::uint64_t{16} << 20;  // what ArchiveLimits allows

}  // namespace

Result<std::string> pack_directory(const fs::path& path, const fs::path& directory) {
  std::vector<ArchiveEntry> entries;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file()) {
      entries.push_back({fs::relative(at->path(), directory).generic_string(),
                         TRY(read_whole_file(at->path().string(), kLargestFile))});
    }
  }
  if (error) {
    return fail(ErrorCode::kIo, error.message(), directory.string());
  }
  std::ranges::sort(entries, {}, &ArchiveEntry::path);
  const std::string archive = TRY(make_archive(entries, ArchiveForm::kTarZstd));
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << archive << std::flush;
  if (!out) {
    return fail(ErrorCode::kIo, "cannot be written", path.string());
  }
  return fmt::format("{} files, {} bytes in {}\n", entries.size(), archive.size(), path.string());
}

}  // namespace noroshi::evidence

// Zip files and tar files (plain, gzip, xz, zstd, bzip2), read and made in memory; nothing is ever
// unpacked to disk. The files inside are hostile: see the limits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace noroshi {

// What one archive may ask of us. An archive that goes past one of them is refused as a whole.
struct ArchiveLimits {
  std::uint64_t entries = 500'000;
  std::uint64_t path_bytes = 4096;                        // of one entry
  std::uint64_t path_depth = 64;                          // folders in folders
  std::uint64_t entry_bytes = std::uint64_t{16} << 20;    // of one file that is wanted
  std::uint64_t kept_bytes = std::uint64_t{512} << 20;    // of all files that are wanted
  std::uint64_t unpacked_bytes = std::uint64_t{4} << 30;  // of all, wanted or not
  // Unpacked to packed size, looked at once the archive has given more than `ratio_from` bytes.
  std::uint64_t ratio = 250;
  std::uint64_t ratio_from = std::uint64_t{64} << 20;
};

struct ArchiveEntry {
  std::string path;  // inside the archive, without "./" at its start
  std::string content;

  bool operator==(const ArchiveEntry&) const = default;
};

struct ArchiveContent {
  std::vector<ArchiveEntry> entries;  // the wanted ones, sorted bytewise by path, each path once
  std::vector<std::string> archives;  // archives inside the archive, which are not opened; sorted
  std::uint64_t links = 0;            // links inside the archive, which are not followed
};

// Whether a file that starts so is an archive that read_archive may be able to read. Wants 512
// bytes; fewer are fine.
[[nodiscard]] bool looks_like_archive(Bytes start);

// The files of the archive whose names end in one of `suffixes` and of which no folder and no name
// starts with a dot. Of a path that occurs twice the last stands, as if it had been unpacked.
// An encrypted, damaged or oversized archive is an error of one sentence.
[[nodiscard]] Result<ArchiveContent> read_archive(const std::string& path,
                                                  std::span<const std::string_view> suffixes,
                                                  const ArchiveLimits& limits = {});

// The same of an archive that is in memory. `name` stands in errors.
[[nodiscard]] Result<ArchiveContent> read_archive_bytes(Bytes archive, const std::string& name,
                                                        std::span<const std::string_view> suffixes,
                                                        const ArchiveLimits& limits = {});

enum class ArchiveForm : std::uint8_t { kZip, kTar, kTarGzip, kTarXz, kTarZstd, kTarBzip2 };

// The bytes of an archive of `entries` in their order. The same entries give the same bytes: no
// time, owner or name of this machine stands in it.
[[nodiscard]] Result<std::string> make_archive(std::span<const ArchiveEntry> entries,
                                               ArchiveForm form);

// Whether a part of the path starts with a dot or is "__MACOSX": nothing that belongs to a pack.
[[nodiscard]] bool is_hidden(std::string_view path);

}  // namespace noroshi

// Which files of the given paths are evidence that this program reads. Opens every file once, read
// only, and looks at its first bytes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "source/file_reader.h"

namespace noroshi {

struct SourceFile {
  std::string path;
  std::uint64_t size = 0;     // when it was listed; a log that grows meanwhile is read up to here
  std::uint64_t body = 0;     // where its first chunk starts
  std::int64_t modified = 0;  // when it was listed, in the units of the system; see has_changed
  Bytes content = {};         // not empty: the file is in memory, and the path only its name
};

struct UnreadFile {
  std::string path;
  std::string reason;
};

// A file that can be read and is no event log.
struct OtherFile {
  enum class Reached : std::uint8_t { kNamed, kFound };  // by the user, or in a directory
  std::string path;
  std::string kind;
  Reached reached = Reached::kFound;
};

struct SourceList {
  std::vector<SourceFile> files;                               // sorted bytewise by path, each once
  std::map<std::string, std::uint64_t, std::less<>> not_read;  // kind of file -> how many
  std::vector<OtherFile> left_aside;                           // those, but for directories; sorted
  std::vector<UnreadFile> unreadable;                          // the system refused; sorted by path

  [[nodiscard]] std::uint64_t total_bytes() const;
};

// Directories are walked; symbolic links are followed where the user names them and where they lead
// to a file, never into a further directory, so no walk can loop. A file reached twice counts once,
// under the bytewise first of its paths: the list depends on the set of `paths`, not their order.
// A file named *.evtx is taken as an event log even if nothing in it looks like one, so that its
// damage is reported. A path that does not exist is an error.
[[nodiscard]] Result<SourceList> list_sources(std::span<const std::string> paths);

// Fills `into` from `offset` of the file, wherever it is; see FileReader::read.
[[nodiscard]] Result<std::size_t> read_source(const SourceFile& file, std::uint64_t offset,
                                              std::span<std::byte> into, FileReader& reader);

// Whether a file has another size or time of change than when it was listed, or is gone: it was
// changed while it was read. Only compared, never shown: times on disk say nothing about events.
[[nodiscard]] bool has_changed(const SourceFile& file);

// The regular files under `paths` whose names end in one of `suffixes` (all files that are named
// directly, whatever their suffix), sorted bytewise, each once. For rule packs.
[[nodiscard]] Result<std::vector<std::string>> list_files(
    std::span<const std::string> paths, std::span<const std::string_view> suffixes);

}  // namespace noroshi

// Reads ranges of source files into the caller's buffers with pread: a mapped file would count as
// memory and, cut short under us, end the program. One reader a thread; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace noroshi {

class FileReader {
 public:
  FileReader() = default;
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  ~FileReader();

  // Fills `into` from `offset` of the file at `path`. Fewer bytes than asked for mean that the file
  // ended. Keeps the file open for the next call with the same path.
  [[nodiscard]] Result<std::size_t> read(const std::string& path, std::uint64_t offset,
                                         std::span<std::byte> into);

 private:
  std::string open_path_;
  int descriptor_ = -1;
};

// The whole content of a file of at most `limit` bytes.
[[nodiscard]] Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit);

}  // namespace noroshi

#include "source/file_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/message.h"

namespace noroshi {

FileReader::~FileReader() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Result<std::size_t> FileReader::read(const std::string& path, std::uint64_t offset,
                                     std::span<std::byte> into) {
  if (descriptor_ < 0 || open_path_ != path) {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
    open_path_ = path;
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) {
      return fail(ErrorCode::kIo, system_error_text(errno), path);
    }
  }
  std::size_t done = 0;
  while (done < into.size()) {
    ssize_t got = ::pread(descriptor_, into.data() + done, into.size() - done,
                          static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return fail(ErrorCode::kIo, system_error_text(errno), path);
    }
    if (got == 0) {
      break;
    }
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit) {
  // Grows as it reads: pipes and /proc files do not know their size.
  constexpr std::size_t kFirstRead = std::size_t{16} << 10;
  FileReader reader;
  std::string content;
  std::size_t step = kFirstRead;
  while (true) {
    std::size_t before = content.size();
    content.resize(before + step);
    std::size_t got =
        TRY(reader.read(path, before, std::as_writable_bytes(std::span(content).subspan(before))));
    content.resize(before + got);
    if (content.size() > limit) {
      return fail(ErrorCode::kLimit,
                  "larger than " + std::to_string(limit) + " bytes; not what is expected here",
                  path);
    }
    if (got < step) {
      return content;
    }
    step *= 2;
  }
}

}  // namespace noroshi

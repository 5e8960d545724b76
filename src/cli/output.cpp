#include "cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/message.h"

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0666;  // the umask has its say

enum class Left : std::uint8_t { kNothing, kPart };

std::unexpected<Error> failed(const std::string& name, Left left) {
  std::string why = system_error_text(errno);
  std::string message =
      left == Left::kPart
          ? tr_format("cannot write: {0}; what was written so far is incomplete", why)
          : tr_format("cannot write: {0}; nothing was saved", why);
  return fail(ErrorCode::kIo, std::move(message), name);
}

}  // namespace

Result<Output> Output::open(const std::string& path) {
  Output output;
  if (path.empty() || path == "-") {
    output.descriptor_ = STDOUT_FILENO;
    output.name_ = tr("standard output");
    return output;
  }
  output.owned_ = true;
  output.name_ = path;
  std::error_code error;
  fs::path target = fs::weakly_canonical(path, error);
  bool replaceable = !error && (!fs::exists(target, error) || fs::is_regular_file(target, error));
  std::string name = path;
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  if (replaceable) {
    output.path_ = target.string();
    name = output.path_ + ".partial-" + std::to_string(::getpid());
    flags |= O_EXCL;
  }
  output.descriptor_ = ::open(name.c_str(), flags, kFileMode);
  if (output.descriptor_ < 0) {
    return fail(ErrorCode::kIo, tr_format("cannot be created: {0}", system_error_text(errno)),
                path);
  }
  if (replaceable) {
    output.temporary_ = std::move(name);
  }
  return output;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(std::exchange(other.owned_, false)),
      reader_gone_(other.reader_gone_),
      name_(std::move(other.name_)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})) {}

Output::~Output() {
  if (owned_ && descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
  }
}

Result<void> Output::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done < 0) {
      reader_gone_ = errno == EPIPE;
      return failed(name_, temporary_.empty() ? Left::kPart : Left::kNothing);
    }
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Result<void> Output::finish() {
  if (!owned_) {
    return {};
  }
  // Network file systems report a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    return failed(name_, temporary_.empty() ? Left::kPart : Left::kNothing);
  }
  if (!temporary_.empty()) {
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
      return failed(name_, temporary_.empty() ? Left::kPart : Left::kNothing);
    }
    temporary_.clear();
  }
  return {};
}

bool Output::is_terminal() const {
  return ::isatty(descriptor_) == 1;
}

}  // namespace noroshi::cli

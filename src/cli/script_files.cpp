#include "cli/script_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/message.h"

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestPart = 64;
constexpr std::size_t kNumberWidth = 6;
constexpr mode_t kFileMode = 0666;  // the umask has its say

std::string safe_part(std::string_view text) {
  std::string out(text.substr(0, kLongestPart));
  for (char& c : out) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && c != '.') {
      c = '_';
    }
  }
  if (out.empty() || out.front() == '.') {
    out.insert(out.begin(), '_');
  }
  return out;
}

std::string compact(Time time) {
  std::string iso;
  time.append_iso(iso);
  iso.resize(std::min(iso.find('.'), iso.size()));
  std::erase_if(iso, [](char c) { return c == '-' || c == ':'; });
  return iso + 'Z';
}

std::unexpected<Error> failed(std::string_view what, const std::string& path) {
  return fail(ErrorCode::kIo, std::string(what) + ": " + system_error_text(errno), path);
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t done = ::write(descriptor, text.data(), text.size());
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done < 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

}  // namespace

std::string script_file_name(std::uint64_t number, std::string_view host, Time time,
                             std::string_view id) {
  std::string digits = std::to_string(number);
  digits.insert(0, kNumberWidth - std::min(kNumberWidth, digits.size()), '0');
  return digits + '_' + safe_part(host) + '_' + compact(time) + '_' + safe_part(id) + ".ps1.txt";
}

Result<ScriptFolder> ScriptFolder::open(const std::string& path,
                                        const std::vector<std::string>& evidence) {
  std::error_code error;
  fs::path folder = fs::weakly_canonical(path, error);
  for (fs::path above = folder; !error; above = above.parent_path()) {
    for (const std::string& given : evidence) {
      std::error_code ignored;
      if (fs::equivalent(above, given, ignored)) {
        return fail(ErrorCode::kNotFound,
                    "is evidence, or lies in it, and is not written to; choose another --out",
                    path);
      }
    }
    if (above == above.parent_path()) {
      break;
    }
  }
  fs::create_directories(path, error);
  if (error || !fs::is_directory(path)) {
    return fail(ErrorCode::kIo,
                "cannot be made a folder: " + (error ? error.message() : "it is something else"),
                path);
  }
  return ScriptFolder(path);
}

Result<void> ScriptFolder::write(const std::string& name, std::string_view text) const {
  std::string path = (fs::path(path_) / name).string();
  int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
  if (descriptor < 0) {
    return failed("cannot be created", path);
  }
  bool written = write_all(descriptor, text);
  int why = errno;
  // Network file systems report a full disk only here.
  bool closed = ::close(descriptor) == 0;
  if (!written || !closed) {
    why = written ? errno : why;
    ::unlink(path.c_str());
    errno = why;
    return failed("cannot be written", path);
  }
  return {};
}

}  // namespace noroshi::cli

#include "source/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/bytes.h"
#include "base/message.h"
#include "decode/evtx/evtx.h"
#include "source/kind.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kChunkSignature{"ElfChnk\0", 8};

struct Candidate {
  std::string path;
  bool named = false;  // by the user, not found in a directory

  auto operator<=>(const Candidate&) const = default;
};

struct Walk {
  std::vector<Candidate> files;
  std::vector<UnreadFile> unreadable;
  std::uint64_t linked_directories = 0;
};

std::string normal(const fs::path& path) {
  std::string text = path.lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) {
    text.pop_back();
  }
  return text;
}

void walk_directory(const std::string& root, Walk& walk) {
  std::vector<std::string> pending{root};
  while (!pending.empty()) {
    std::string directory = std::move(pending.back());
    pending.pop_back();
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      std::string path = normal(entry->path());
      if (!entry->is_directory(ignored)) {
        walk.files.push_back({std::move(path), false});
      } else if (entry->is_symlink(ignored)) {
        ++walk.linked_directories;
      } else {
        pending.push_back(std::move(path));
      }
    }
    if (error) {
      walk.unreadable.push_back({directory, error.message()});
    }
  }
}

Result<Walk> walk_paths(std::span<const std::string> paths) {
  Walk walk;
  for (const std::string& path : paths) {
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      return fail(ErrorCode::kNotFound,
                  std::string(tr("no such file or directory; check the path")), path);
    }
    if (fs::is_directory(status)) {
      walk_directory(normal(path), walk);
    } else {
      walk.files.push_back({normal(path), true});
    }
  }
  std::ranges::sort(walk.files);
  return walk;
}

bool has_suffix(std::string_view path, std::string_view suffix) {
  return path.size() >= suffix.size() &&
         std::ranges::equal(path.substr(path.size() - suffix.size()), suffix, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
         });
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  [[nodiscard]] int number() const { return number_; }

  // Bytes read at `offset`; 0 at the end and on errors.
  std::size_t read(std::span<std::byte> into, std::uint64_t offset) const {
    ssize_t got = ::pread(number_, into.data(), into.size(), static_cast<off_t>(offset));
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }

 private:
  int number_;
};

bool has_chunk_at(const Descriptor& file, std::uint64_t offset) {
  std::array<std::byte, 8> start{};
  return file.read(start, offset) == start.size() &&
         std::memcmp(start.data(), kChunkSignature.data(), start.size()) == 0;
}

// The header's own word for its size is believed only if a chunk lies there: one changed byte must
// not shift every chunk out of sight.
std::uint64_t body_offset(const Descriptor& file, Bytes start) {
  if (!has_chunk_at(file, evtx::kFileHeaderSize)) {
    auto header = evtx::read_file_header(start);
    if (header && header->header_size != 0 && has_chunk_at(file, header->header_size)) {
      return header->header_size;
    }
  }
  return evtx::kFileHeaderSize;
}

void leave_aside(const Candidate& candidate, std::string_view kind, SourceList& list) {
  using enum OtherFile::Reached;
  ++list.not_read[std::string(kind)];
  list.left_aside.push_back({candidate.path, std::string(kind), candidate.named ? kNamed : kFound});
}

std::int64_t modified_of(const struct stat& about) {
  return static_cast<std::int64_t>(about.st_mtim.tv_sec) * 1'000'000'000 + about.st_mtim.tv_nsec;
}

void inspect(const Candidate& candidate, std::set<std::pair<dev_t, ino_t>>& seen,
             SourceList& list) {
  Descriptor file(candidate.path);
  struct stat about{};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0) {
    list.unreadable.push_back({candidate.path, system_error_text(errno)});
    return;
  }
  if (!S_ISREG(about.st_mode)) {
    leave_aside(candidate, "not a regular file", list);
    return;
  }
  if (!seen.emplace(about.st_dev, about.st_ino).second) {
    return;
  }
  std::array<std::byte, kKindBytes> buffer;
  std::span<const std::byte> start(buffer.data(), file.read(buffer, 0));
  auto size = static_cast<std::uint64_t>(about.st_size);
  if (start.empty() && size > 0) {
    list.unreadable.push_back({candidate.path, system_error_text(errno)});
    return;
  }
  std::string_view kind = file_kind(start);
  if (kind != kEventLogKind && (size == 0 || !has_suffix(candidate.path, ".evtx"))) {
    leave_aside(candidate, kind, list);
    return;
  }
  list.files.push_back(
      {candidate.path, size, std::min(size, body_offset(file, start)), modified_of(about)});
}

}  // namespace

bool has_changed(const SourceFile& file) {
  if (!file.content.empty()) {
    return false;
  }
  struct stat about{};
  return ::stat(file.path.c_str(), &about) != 0 ||
         static_cast<std::uint64_t>(about.st_size) != file.size ||
         modified_of(about) != file.modified;
}

std::uint64_t SourceList::total_bytes() const {
  std::uint64_t total = 0;
  for (const SourceFile& file : files) {
    total += file.size;
  }
  return total;
}

Result<SourceList> list_sources(std::span<const std::string> paths) {
  Walk walk = TRY(walk_paths(paths));
  SourceList list;
  list.unreadable = std::move(walk.unreadable);
  if (walk.linked_directories > 0) {
    list.not_read["symbolic link to a directory"] = walk.linked_directories;
  }
  std::set<std::pair<dev_t, ino_t>> seen;
  for (const Candidate& candidate : walk.files) {
    inspect(candidate, seen, list);
  }
  std::ranges::sort(list.unreadable, {}, &UnreadFile::path);
  return list;
}

Result<std::size_t> read_source(const SourceFile& file, std::uint64_t offset,
                                std::span<std::byte> into, FileReader& reader) {
  if (file.content.empty()) {
    return reader.read(file.path, offset, into);
  }
  std::size_t start = std::min<std::uint64_t>(offset, file.content.size());
  std::size_t size = std::min(into.size(), file.content.size() - start);
  std::copy_n(file.content.begin() + static_cast<std::ptrdiff_t>(start), size, into.begin());
  return size;
}

Result<std::vector<std::string>> list_files(std::span<const std::string> paths,
                                            std::span<const std::string_view> suffixes) {
  Walk walk = TRY(walk_paths(paths));
  if (!walk.unreadable.empty()) {
    return fail(ErrorCode::kIo, walk.unreadable.front().reason, walk.unreadable.front().path);
  }
  std::vector<std::string> files;
  for (Candidate& candidate : walk.files) {
    bool wanted = candidate.named || std::ranges::any_of(suffixes, [&](std::string_view suffix) {
                    return has_suffix(candidate.path, suffix);
                  });
    if (wanted && (files.empty() || files.back() != candidate.path)) {
      files.push_back(std::move(candidate.path));
    }
  }
  return files;
}

}  // namespace noroshi

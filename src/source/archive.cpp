// libarchive stands here and nowhere else. Only the formats and filters that we name are taken in:
// it knows many more, and each is code that hostile bytes could reach.
#include "source/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "base/message.h"

namespace noroshi {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = std::size_t{64} << 10;
constexpr std::size_t kUstarOffset = 257;

struct ReadDeleter {
  void operator()(::archive* reader) const { ::archive_read_free(reader); }
};
struct WriteDeleter {
  void operator()(::archive* writer) const { ::archive_write_free(writer); }
};
struct EntryDeleter {
  void operator()(::archive_entry* entry) const { ::archive_entry_free(entry); }
};
using Reader = std::unique_ptr<::archive, ReadDeleter>;
using Writer = std::unique_ptr<::archive, WriteDeleter>;

std::string normal(std::string_view path) {
  std::string text = std::filesystem::path(path).lexically_normal().string();
  while (text.starts_with("/")) {
    text.erase(0, 1);
  }
  return text;
}

std::string path_of(::archive_entry* entry) {
  const char* path = ::archive_entry_pathname_utf8(entry);
  if (path == nullptr) {
    path = ::archive_entry_pathname(entry);
  }
  return path == nullptr ? std::string() : normal(path);
}

bool ends_in_any(std::string_view path, std::span<const std::string_view> suffixes) {
  return std::ranges::any_of(suffixes, [path](std::string_view suffix) {
    return path.size() >= suffix.size() &&
           std::ranges::equal(path.substr(path.size() - suffix.size()), suffix, [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           });
  });
}

bool is_archive_name(std::string_view path) {
  constexpr std::string_view kSuffixes[] = {".zip", ".tar",     ".tgz",     ".tar.gz", ".tar.xz",
                                            ".txz", ".tar.zst", ".tar.bz2", ".7z",     ".rar"};
  return ends_in_any(path, kSuffixes);
}

class ArchiveReader {
 public:
  // `path` is the archive's, or, where `bytes` are given, only a name for messages.
  ArchiveReader(const std::string& path, std::optional<Bytes> bytes,
                std::span<const std::string_view> suffixes, const ArchiveLimits& limits)
      : path_(path), bytes_(bytes), suffixes_(suffixes), limits_(limits) {}

  Result<ArchiveContent> read() {
    TRY(open());
    ::archive_entry* entry = nullptr;
    while (true) {
      int status = ::archive_read_next_header(reader_.get(), &entry);
      if (status == ARCHIVE_EOF) {
        break;
      }
      if (status < ARCHIVE_WARN) {
        return damaged();
      }
      TRY(take(entry));
    }
    if (entries_ == 0) {
      return fail(ErrorCode::kInvalidInput,
                  tr_format("the archive is empty or is not one; fetch it again"), path_);
    }
    for (auto& [name, content] : kept_) {
      content_.entries.push_back({name, std::move(content)});
    }
    std::ranges::sort(content_.archives);
    return std::move(content_);
  }

 private:
  Result<void> open() {
    reader_.reset(::archive_read_new());
    ::archive* reader = reader_.get();
    ::archive_read_support_filter_gzip(reader);
    ::archive_read_support_filter_xz(reader);
    ::archive_read_support_filter_zstd(reader);
    ::archive_read_support_filter_bzip2(reader);
    ::archive_read_support_format_tar(reader);
    // By its directory only: without one, a zip that was cut short would pass for a small one.
    ::archive_read_support_format_zip_seekable(reader);
    if (bytes_) {
      packed_ = bytes_->size();
      return ::archive_read_open_memory(reader, bytes_->data(), bytes_->size()) == ARCHIVE_OK
                 ? Result<void>()
                 : damaged();
    }
    std::error_code error;
    packed_ = std::filesystem::file_size(path_, error);
    if (::archive_read_open_filename(reader, path_.c_str(), kBlock) != ARCHIVE_OK) {
      return ::archive_errno(reader) > 0 && error
                 ? fail(ErrorCode::kIo, system_error_text(::archive_errno(reader)), path_)
                 : damaged();
    }
    return {};
  }

  std::unexpected<Error> damaged() {
    const char* why = ::archive_error_string(reader_.get());
    return fail(ErrorCode::kInvalidInput,
                tr_format("the archive is damaged or of a kind that is not read ({0}); fetch it "
                          "again, or pack it as zip or tar.gz",
                          why == nullptr ? tr("no reason given") : std::string_view(why)),
                path_);
  }
  std::unexpected<Error> too_much(std::string what) {
    return fail(ErrorCode::kLimit,
                tr_format("{0}; no rule pack needs that much, so it was not read further", what),
                path_);
  }

  Result<void> take(::archive_entry* entry) {
    if (++entries_ > limits_.entries) {
      return too_much(tr_format("the archive holds more than {0} files", limits_.entries));
    }
    if (::archive_entry_is_encrypted(entry) == 1) {
      return fail(ErrorCode::kInvalidInput,
                  tr_format("the archive is encrypted; give one without a password"), path_);
    }
    std::string name = path_of(entry);
    if (name.size() > limits_.path_bytes ||
        static_cast<std::uint64_t>(std::ranges::count(name, '/')) > limits_.path_depth) {
      return too_much(tr_format("the archive holds a file whose path is too long or too deep"));
    }
    // Before anything of it is unpacked; what it says of its size is checked again while reading.
    std::uint64_t size = ::archive_entry_size_is_set(entry) != 0
                             ? static_cast<std::uint64_t>(::archive_entry_size(entry))
                             : 0;
    if (size > limits_.unpacked_bytes || declared_ + size > limits_.unpacked_bytes) {
      return too_much(
          tr_format("the archive unpacks to more than {0} MB", limits_.unpacked_bytes >> 20));
    }
    declared_ += size;
    if (::archive_entry_hardlink(entry) != nullptr || ::archive_entry_filetype(entry) == AE_IFLNK) {
      ++content_.links;
      return {};
    }
    if (::archive_entry_filetype(entry) != AE_IFREG || is_hidden(name)) {
      return skip();
    }
    if (is_archive_name(name)) {
      content_.archives.push_back(std::move(name));
      return skip();
    }
    if (!ends_in_any(name, suffixes_)) {
      return skip();
    }
    std::string content = TRY(read_content(name, size));
    kept_bytes_ += content.size();
    if (kept_bytes_ > limits_.kept_bytes) {
      return too_much(
          tr_format("the archive holds more than {0} MB of rules", limits_.kept_bytes >> 20));
    }
    kept_[std::move(name)] = std::move(content);
    return {};
  }

  Result<std::string> read_content(const std::string& name, std::uint64_t declared) {
    auto oversized = [&] {
      return too_much(
          tr_format("{0} in the archive is larger than {1} MB", name, limits_.entry_bytes >> 20));
    };
    if (declared > limits_.entry_bytes) {
      return oversized();
    }
    std::string content;
    content.reserve(declared);
    std::array<char, kBlock> block;
    while (true) {
      la_ssize_t got = ::archive_read_data(reader_.get(), block.data(), block.size());
      if (got < 0) {
        return damaged();
      }
      if (got == 0) {
        break;
      }
      content.append(block.data(), static_cast<std::size_t>(got));
      if (content.size() > limits_.entry_bytes) {
        return oversized();
      }
    }
    unpacked_ += content.size();
    TRY(check_ratio());
    return content;
  }

  Result<void> skip() {
    if (::archive_read_data_skip(reader_.get()) < ARCHIVE_WARN) {
      return damaged();
    }
    return check_ratio();
  }

  Result<void> check_ratio() {
    // Of a compressed tar the stream itself is counted, so that what is skipped counts too.
    auto stream = static_cast<std::uint64_t>(
        std::max<la_int64_t>(0, ::archive_filter_bytes(reader_.get(), 0)));
    std::uint64_t unpacked = std::max(unpacked_, stream);
    if (unpacked > limits_.unpacked_bytes) {
      return too_much(
          tr_format("the archive unpacks to more than {0} MB", limits_.unpacked_bytes >> 20));
    }
    if (unpacked > limits_.ratio_from && unpacked / limits_.ratio > packed_) {
      return too_much(
          tr_format("the archive unpacks to more than {0} times its size", limits_.ratio));
    }
    return {};
  }

  const std::string& path_;
  std::optional<Bytes> bytes_;
  std::span<const std::string_view> suffixes_;
  const ArchiveLimits& limits_;
  Reader reader_;
  ArchiveContent content_;
  std::map<std::string, std::string> kept_;
  std::uint64_t packed_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t declared_ = 0;
  std::uint64_t unpacked_ = 0;
  std::uint64_t kept_bytes_ = 0;
};

int set_form(::archive* writer, ArchiveForm form) {
  if (form == ArchiveForm::kZip) {
    return ::archive_write_set_format_zip(writer);
  }
  switch (form) {
    case ArchiveForm::kTarGzip:
      ::archive_write_add_filter_gzip(writer);
      ::archive_write_set_filter_option(writer, "gzip", "timestamp", nullptr);
      break;
    case ArchiveForm::kTarXz:
      ::archive_write_add_filter_xz(writer);
      break;
    case ArchiveForm::kTarZstd:
      ::archive_write_add_filter_zstd(writer);
      break;
    case ArchiveForm::kTarBzip2:
      ::archive_write_add_filter_bzip2(writer);
      break;
    case ArchiveForm::kZip:
    case ArchiveForm::kTar:
      break;
  }
  return ::archive_write_set_format_pax_restricted(writer);
}

la_ssize_t append_bytes(::archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

bool is_hidden(std::string_view path) {
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('/'));
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX") {
      return true;
    }
    path.remove_prefix(std::min(path.size(), part.size() + 1));
  }
  return false;
}

bool looks_like_archive(Bytes start) {
  constexpr std::string_view kStarts[] = {"PK\x03\x04"sv,
                                          "PK\x05\x06"sv,
                                          "\x1f\x8b"sv,
                                          "\x28\xb5\x2f\xfd"sv,
                                          "BZh"sv,
                                          "\xfd"
                                          "7zXZ"sv};
  std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  return std::ranges::any_of(kStarts, [text](std::string_view s) { return text.starts_with(s); }) ||
         (text.size() > kUstarOffset && text.substr(kUstarOffset).starts_with("ustar"));
}

Result<ArchiveContent> read_archive(const std::string& path,
                                    std::span<const std::string_view> suffixes,
                                    const ArchiveLimits& limits) {
  return ArchiveReader(path, std::nullopt, suffixes, limits).read();
}

Result<ArchiveContent> read_archive_bytes(Bytes archive, const std::string& name,
                                          std::span<const std::string_view> suffixes,
                                          const ArchiveLimits& limits) {
  return ArchiveReader(name, archive, suffixes, limits).read();
}

Result<std::string> make_archive(std::span<const ArchiveEntry> entries, ArchiveForm form) {
  std::string out;
  Writer writer(::archive_write_new());
  auto failed = [&writer] {
    const char* why = ::archive_error_string(writer.get());
    return fail(ErrorCode::kInternal, fmt::format("an archive could not be made: {}",
                                                  why == nullptr ? "no reason given" : why));
  };
  // No padding to a tape's block behind the last byte.
  if (set_form(writer.get(), form) != ARCHIVE_OK ||
      ::archive_write_set_bytes_in_last_block(writer.get(), 1) != ARCHIVE_OK ||
      ::archive_write_open(writer.get(), &out, nullptr, append_bytes, nullptr) != ARCHIVE_OK) {
    return failed();
  }
  std::unique_ptr<::archive_entry, EntryDeleter> header(::archive_entry_new());
  for (const ArchiveEntry& entry : entries) {
    ::archive_entry_clear(header.get());
    ::archive_entry_set_pathname(header.get(), entry.path.c_str());
    ::archive_entry_set_size(header.get(), static_cast<la_int64_t>(entry.content.size()));
    ::archive_entry_set_filetype(header.get(), AE_IFREG);
    ::archive_entry_set_perm(header.get(), 0644);
    ::archive_entry_set_mtime(header.get(), 0, 0);
    if (::archive_write_header(writer.get(), header.get()) != ARCHIVE_OK ||
        ::archive_write_data(writer.get(), entry.content.data(), entry.content.size()) !=
            static_cast<la_ssize_t>(entry.content.size())) {
      return failed();
    }
  }
  if (::archive_write_close(writer.get()) != ARCHIVE_OK) {
    return failed();
  }
  return out;
}

}  // namespace noroshi

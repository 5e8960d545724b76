#include "source/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/message.h"
#include "source/file_reader.h"
#include "source/files.h"
#include "source/kind.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kStartBytes = 512;

bool is_rule_name(std::string_view path) {
  return std::ranges::any_of(kRuleSuffixes,
                             [path](std::string_view suffix) { return path.ends_with(suffix); });
}

Result<bool> is_archive(const std::string& path) {
  if (is_rule_name(path)) {
    return false;
  }
  std::array<std::byte, kStartBytes> start;
  FileReader reader;
  std::size_t got = TRY(reader.read(path, 0, start));
  Bytes bytes = std::span(start).first(got);
  if (!looks_like_archive(bytes) && file_kind(bytes) == "7z archive") {
    return fail(ErrorCode::kUnsupported,
                tr_format("is a 7z archive, which is not read; pack the rules as zip or tar.gz"),
                path);
  }
  return looks_like_archive(bytes);
}

Result<void> fill_from_archive(Pack& pack) {
  ArchiveContent content = TRY(read_archive(pack.path, kRuleSuffixes));
  for (ArchiveEntry& entry : content.entries) {
    pack.files.push_back({pack.path + '!' + entry.path, "", std::move(entry.content)});
  }
  for (const std::string& name : content.archives) {
    pack.left_out.push_back(fmt::format(
        "{} is an archive inside the archive and was not opened; name it itself", name));
  }
  if (content.links > 0) {
    pack.left_out.push_back(fmt::format("{} link{} inside the archive {} not followed",
                                        content.links, content.links == 1 ? "" : "s",
                                        content.links == 1 ? "was" : "were"));
  }
  return {};
}

Result<void> fill_from_folder(Pack& pack) {
  std::string root = fs::path(pack.path).lexically_normal().string();
  while (root.size() > 1 && root.ends_with('/')) {
    root.pop_back();
  }
  std::vector<std::string> paths = TRY(list_files(std::span(&pack.path, 1), kRuleSuffixes));
  for (std::string& path : paths) {
    std::string_view inside = path;
    if (inside.starts_with(root)) {
      inside.remove_prefix(root.size());
    }
    if (!is_hidden(inside.substr(std::min(inside.find_first_not_of('/'), inside.size())))) {
      pack.files.push_back({path, path, ""});
    }
  }
  return {};
}

}  // namespace

Result<Pack> open_pack(const std::string& path) {
  Pack pack{.path = path};
  std::error_code error;
  fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return fail(ErrorCode::kNotFound, tr_format("no such file or directory; check the path"), path);
  }
  if (fs::is_directory(status)) {
    pack.form = PackForm::kFolder;
    TRY(fill_from_folder(pack));
    return pack;
  }
  bool archive = fs::is_regular_file(status) && TRY(is_archive(path));
  if (archive) {
    pack.form = PackForm::kArchive;
    TRY(fill_from_archive(pack));
  } else {
    std::string name = fs::path(path).lexically_normal().string();
    pack.files.push_back({name, name, ""});
  }
  return pack;
}

Result<std::string> read_pack_file(const PackFile& file) {
  return file.path.empty() ? Result<std::string>(file.content)
                           : read_whole_file(file.path, kLargestPackFile);
}

bool holds_rules(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    auto files = list_files(std::span(&path, 1), kRuleSuffixes);
    return !files || !files->empty();
  }
  if (is_rule_name(path)) {
    return true;
  }
  auto archive = is_archive(path);
  if (!archive || !*archive) {
    return false;
  }
  // A damaged pack is a pack, so that its damage is said.
  auto content = read_archive(path, kRuleSuffixes);
  return !content || !content->entries.empty();
}

}  // namespace noroshi

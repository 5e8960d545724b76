// A pack of text files: a folder, one file, or an archive that is read in place. What holds of one
// form holds of all: the same files in the same order.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/archive.h"

namespace noroshi {

enum class PackForm : std::uint8_t { kFile, kFolder, kArchive };

struct PackFile {
  std::string name;     // for people: "sigma/a.yml", "sigma.zip!rules/a.yml"
  std::string path;     // where it is to be read; empty: `content` is it
  std::string content;  // of a file in an archive
};

struct Pack {
  std::string path;       // as it was named
  std::string name = {};  // what it is called, if that is not its path
  PackForm form = PackForm::kFile;
  std::vector<PackFile> files = {};        // in bytewise order of their paths inside the pack
  std::vector<std::string> left_out = {};  // what was not looked into, and why; a sentence each
};

inline constexpr std::string_view kRuleSuffixes[] = {".yml", ".yaml"};
inline constexpr std::uint64_t kLargestPackFile = std::uint64_t{16} << 20;

// The rule files of `path`. In folders and archives hidden files and folders (".git", "__MACOSX")
// are passed over; a file that is named itself is taken whatever its name. An archive is known by
// its bytes. Errors: the path does not exist or cannot be listed; the archive cannot be read.
[[nodiscard]] Result<Pack> open_pack(const std::string& path);

// The content of a file of a pack. Thread-safe.
[[nodiscard]] Result<std::string> read_pack_file(const PackFile& file);

// Whether `path` is an archive or a folder with a rule file in it, or a file with a rule's name.
[[nodiscard]] bool holds_rules(const std::string& path);

}  // namespace noroshi

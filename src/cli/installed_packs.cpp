#include "cli/installed_packs.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/ascii.h"
#include "base/message.h"

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".tar.gz";
constexpr std::size_t kLongestName = 64;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z');
}
bool is_name_character(char c) {
  return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

void add_packs_option(CLI::App& app, std::string& folder) {
  app.add_option("--packs", folder,
                 "The folder of installed packs. Default: NOROSHI_PACKS, or noroshi/packs in "
                 "XDG_DATA_HOME or ~/.local/share.")
      ->type_name("DIR")
      ->group("Rules");
}

std::string packs_folder(const std::string& option) {
  if (!option.empty()) {
    return option;
  }
  if (std::string named = environment("NOROSHI_PACKS"); !named.empty()) {
    return named;
  }
  if (std::string data = environment("XDG_DATA_HOME"); !data.empty()) {
    return data + "/noroshi/packs";
  }
  std::string home = environment("HOME");
  return home.empty() ? "" : home + "/.local/share/noroshi/packs";
}

bool is_pack_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && is_letter_or_digit(name.front()) &&
         std::ranges::all_of(name, is_name_character);
}

std::string pack_name_from(const std::string& path) {
  constexpr std::string_view kForms[] = {".zip", ".tar", ".tgz", ".txz",  ".gz", ".xz",
                                         ".zst", ".bz2", ".yml", ".yaml", ".tar"};
  fs::path normal = fs::weakly_canonical(path);
  std::string name = ascii_lowered(normal.filename().string());
  for (std::string_view form : kForms) {
    if (name.size() > form.size() && name.ends_with(form)) {
      name.resize(name.size() - form.size());
    }
  }
  std::ranges::replace_if(name, [](char c) { return !is_name_character(c); }, '-');
  std::size_t first =
      static_cast<std::size_t>(std::ranges::find_if(name, is_letter_or_digit) - name.begin());
  name.erase(0, first);
  name.resize(std::min(name.size(), kLongestName));
  return name.empty() ? "pack" : name;
}

std::string pack_path(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / (std::string(name) + std::string(kSuffix))).string();
}

Result<std::vector<InstalledPack>> installed_packs(const std::string& folder) {
  std::vector<InstalledPack> packs;
  std::error_code error;
  if (folder.empty() || fs::status(folder, error).type() == fs::file_type::not_found) {
    return packs;
  }
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string file = entry->path().filename().string();
    if (file.ends_with(kSuffix)) {
      packs.push_back({file.substr(0, file.size() - kSuffix.size()), entry->path().string()});
    }
  }
  if (error) {
    return fail(ErrorCode::kConfiguration,
                tr_format("the folder of installed packs cannot be read ({0}); give another with "
                          "--packs, or do without them by --no-installed",
                          error.message()),
                folder);
  }
  std::ranges::sort(packs, {}, &InstalledPack::name);
  return packs;
}

Result<std::vector<Pack>> open_installed_packs(const std::string& folder) {
  std::vector<Pack> packs;
  for (const InstalledPack& installed : TRY(installed_packs(folder))) {
    auto pack = open_pack(installed.path);
    if (!pack) {
      return fail(ErrorCode::kConfiguration,
                  tr_format("the installed pack '{0}' cannot be used: {1}. Install it again, or "
                            "remove it by `noroshi rules remove {0}`",
                            installed.name, pack.error().message),
                  installed.path);
    }
    pack->name = installed.name;
    packs.push_back(*std::move(pack));
  }
  return packs;
}

}  // namespace noroshi::cli

// The packs that `noroshi rules install` keeps: one archive each in one folder, read in place.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/commands.h"
#include "source/pack.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct RuleOptions;

// --packs
void add_packs_option(CLI::App& app, std::string& folder);

// Where they are: `option`, or NOROSHI_PACKS, or noroshi/packs in XDG_DATA_HOME or in
// ~/.local/share. Empty if nothing says where: then there are none.
[[nodiscard]] std::string packs_folder(const std::string& option);

// Letters, digits, ".", "_" and "-", at most 64, the first a letter or digit.
[[nodiscard]] bool is_pack_name(std::string_view name);
// The name that a pack gets if none is given: that of its file without what says its form.
[[nodiscard]] std::string pack_name_from(const std::string& path);
[[nodiscard]] std::string pack_path(const std::string& folder, std::string_view name);

struct InstalledPack {
  std::string name;
  std::string path;
};
// By name. None if the folder does not exist.
[[nodiscard]] Result<std::vector<InstalledPack>> installed_packs(const std::string& folder);
// All of them, read. One that cannot be read is an error: a hunt must not silently lack its rules.
[[nodiscard]] Result<std::vector<Pack>> open_installed_packs(const std::string& folder);

// rules install, rules remove; rules list --installed (gives the exit code).
void add_rule_packs(CLI::App& rules, Action& action);
int list_installed_packs(const RuleOptions& options, bool json);

}  // namespace noroshi::cli

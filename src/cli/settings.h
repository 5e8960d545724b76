// The configuration file, read and checked; cli/apply_settings.h puts it to use.
//
//   timezone: Asia/Tokyo            # general: for every command that has the option
//   rules: [/srv/sigma/rules]
//   hunt:                           # for one command: any of its options
//     format: timeline
//   profiles:                       # own columns, see docs/user/profiles.md
//     night: [time, level, host, title, record.CommandLine]
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi::cli {

inline constexpr std::size_t kMaxSettingsBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxProfiles = 100;
inline constexpr std::size_t kMaxProfileColumns = 200;

struct Setting {
  std::vector<std::string> values;
  std::string place;  // "/etc/noroshi/config.yml:3" or "NOROSHI_TIMEZONE"
};
using SettingMap = std::map<std::string, Setting, std::less<>>;

struct Settings {
  std::string file;  // empty: none was found
  SettingMap general;
  std::map<std::string, SettingMap, std::less<>> commands;  // "hunt", "rules check"
  SettingMap profiles;                                      // their columns
};

// What may be set: the options that the commands have.
struct SettingNames {
  std::vector<std::string> general;
  std::map<std::string, std::vector<std::string>, std::less<>> commands;
};

// Options that choose what is looked at or where it goes: only where they can be seen. A file that
// hid records without a word would break the first promise.
[[nodiscard]] bool is_for_the_command_line_only(std::string_view name);

// Every key must be one of `names`; an error has file and line and names the nearest.
[[nodiscard]] Result<Settings> read_settings(std::string_view text, const std::string& path,
                                             const SettingNames& names);

// NOROSHI_CASE_NUMBER for "case-number".
[[nodiscard]] std::string variable_of(std::string_view setting);

}  // namespace noroshi::cli

#include "cli/settings.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/message.h"
#include "base/nearest_word.h"
#include "base/yaml.h"

namespace noroshi::cli {
namespace {

constexpr std::string_view kCommandLineOnly[] = {"channel", "config", "event-id", "from",
                                                 "help",    "host",   "last",     "manifest",
                                                 "out",     "output", "to",       "version"};
constexpr std::string_view kProfiles = "profiles";

class SettingsReader {
 public:
  SettingsReader(const std::string& path, const SettingNames& names) : path_(path), names_(names) {}

  Result<Settings> read(std::string_view text) {
    Settings settings;
    settings.file = path_;
    std::vector<YamlNode> documents = TRY(parsed(text));
    if (documents.empty() || documents.front().kind == YamlKind::kNull) {
      return settings;
    }
    const YamlNode& root = documents.front();
    if (documents.size() > 1 || root.kind != YamlKind::kMapping) {
      return bad(root.line, std::string(tr("must be one mapping of settings to values")));
    }
    for (std::size_t i = 0; i < root.members.size(); ++i) {
      TRY(read_member(root.members[i].first, root.members[i].second, root.key_lines[i], settings));
    }
    return settings;
  }

 private:
  [[nodiscard]] Result<std::vector<YamlNode>> parsed(std::string_view text) const {
    auto documents = parse_yaml(text, path_);
    if (!documents) {
      documents.error().code = ErrorCode::kConfiguration;
    }
    return documents;
  }

  [[nodiscard]] std::string place(int line) const { return path_ + ':' + std::to_string(line); }
  [[nodiscard]] std::unexpected<Error> bad(int line, std::string message) const {
    return fail(ErrorCode::kConfiguration, std::move(message), place(line));
  }

  Result<void> read_member(const std::string& key, const YamlNode& value, int line,
                           Settings& settings) {
    if (key == kProfiles) {
      return read_profiles(value, line, settings);
    }
    if (auto command = names_.commands.find(key);
        command != names_.commands.end() && value.kind == YamlKind::kMapping) {
      for (std::size_t i = 0; i < value.members.size(); ++i) {
        TRY(read_setting(value.members[i].first, value.members[i].second, value.key_lines[i],
                         command->second, key, settings.commands[key]));
      }
      return {};
    }
    return read_setting(key, value, line, names_.general, {}, settings.general);
  }

  Result<void> read_setting(const std::string& key, const YamlNode& value, int line,
                            std::span<const std::string> known, const std::string& command,
                            SettingMap& into) {
    if (is_for_the_command_line_only(key)) {
      return bad(line,
                 tr_format("'{0}' can only be given on the command line, where it is seen", key));
    }
    if (std::ranges::find(known, key) == known.end()) {
      return bad(line, unknown(key, known, command));
    }
    into[key] = {TRY(values_of(key, value, line)), place(line)};
    return {};
  }

  // What is unknown may be misspelt, or stand in the wrong place.
  [[nodiscard]] std::string unknown(const std::string& key, std::span<const std::string> known,
                                    const std::string& command) const {
    NearestWord nearest(key);
    std::ranges::for_each(known, [&](const std::string& name) { nearest.offer(name); });
    if (command.empty()) {
      nearest.offer(kProfiles);
      for (const auto& [name, options] : names_.commands) {
        if (std::ranges::find(options, key) != options.end() && nearest.word() != key) {
          return tr_format("'{0}' is no setting for all commands; put it under '{1}:'", key, name);
        }
        nearest.offer(name);
      }
    }
    std::string what = command.empty() ? tr_format("'{0}' is no setting", key)
                                       : tr_format("'{0}' is no setting of '{1}'", key, command);
    return nearest.word().empty() ? what
                                  : tr_format("{0}; did you mean '{1}'?", what, nearest.word());
  }

  [[nodiscard]] Result<std::vector<std::string>> values_of(const std::string& key,
                                                           const YamlNode& value, int line) const {
    std::vector<std::string> values;
    if (value.is_scalar() && value.kind != YamlKind::kNull) {
      values.push_back(value.text);
    }
    for (const YamlNode& item : value.items) {
      if (!item.is_scalar() || item.kind == YamlKind::kNull) {
        return bad(item.line, tr_format("'{0}' must be a text or a list of texts", key));
      }
      values.push_back(item.text);
    }
    if (values.empty()) {
      return bad(line, tr_format("'{0}' must be a text or a list of texts", key));
    }
    return values;
  }

  Result<void> read_profiles(const YamlNode& value, int line, Settings& settings) {
    if (value.kind != YamlKind::kMapping) {
      return bad(line,
                 std::string(tr("'profiles' must be a mapping of names to lists of columns")));
    }
    if (value.members.size() > kMaxProfiles) {
      return bad(line, tr_format("more than {0} profiles", kMaxProfiles));
    }
    for (std::size_t i = 0; i < value.members.size(); ++i) {
      const auto& [name, columns] = value.members[i];
      Setting profile{TRY(values_of(name, columns, value.key_lines[i])), place(value.key_lines[i])};
      if (profile.values.size() > kMaxProfileColumns) {
        return bad(value.key_lines[i],
                   tr_format("'{0}' has more than {1} columns", name, kMaxProfileColumns));
      }
      settings.profiles[name] = std::move(profile);
    }
    return {};
  }

  const std::string& path_;
  const SettingNames& names_;
};

}  // namespace

bool is_for_the_command_line_only(std::string_view name) {
  return std::ranges::find(kCommandLineOnly, name) != std::end(kCommandLineOnly);
}

Result<Settings> read_settings(std::string_view text, const std::string& path,
                               const SettingNames& names) {
  if (text.size() > kMaxSettingsBytes) {
    return fail(ErrorCode::kConfiguration, std::string(tr("is too large for a configuration file")),
                path);
  }
  return SettingsReader(path, names).read(text);
}

std::string variable_of(std::string_view setting) {
  std::string out = "NOROSHI_";
  for (char c : setting) {
    out += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return out;
}

}  // namespace noroshi::cli

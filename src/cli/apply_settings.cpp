#include "cli/apply_settings.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/message.h"
#include "cli/language.h"
#include "source/file_reader.h"

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfig = "--config";
constexpr std::string_view kLanguage = "lang";
constexpr const char* kSystemFile = "/etc/noroshi/config.yml";

// Settings that mean the same for every command that has them.
constexpr std::string_view kGeneral[] = {
    "case-number", "color", "lang",   "operator", "placeholders", "profile", "quiet",
    "recover",     "rules", "strict", "threads",  "timezone",     "tune",    "verbose"};

Settings& loaded() {
  static Settings settings;
  return settings;
}

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

// Calls `see(command, "rules check")` for every command that does something.
template <typename App, typename See>
void for_each_command(App& app, const std::string& prefix, const See& see) {
  auto children = app.get_subcommands([](auto) { return true; });
  for (auto* child : children) {
    std::string name = prefix.empty() ? child->get_name() : prefix + ' ' + child->get_name();
    see(*child, name);
    for_each_command(*child, name, see);
  }
}

struct Chosen {
  CLI::App* app;
  std::string name;
};

Chosen chosen_command(CLI::App& program) {
  Chosen chosen{&program, ""};
  while (!chosen.app->get_subcommands().empty()) {
    chosen.app = chosen.app->get_subcommands().front();
    chosen.name += (chosen.name.empty() ? "" : " ") + chosen.app->get_name();
  }
  return chosen;
}

struct SettingsPlace {
  std::string path;  // empty: none
  std::string from;  // who named it; empty: nobody, it was found
};

SettingsPlace settings_place(CLI::App& command) {
  const CLI::Option* flag = command.get_option_no_throw(kConfig);
  if (flag != nullptr && flag->count() > 0) {
    return {flag->results().front(), kConfig};
  }
  if (std::string path = environment("NOROSHI_CONFIG"); !path.empty()) {
    return {path, "NOROSHI_CONFIG"};
  }
  std::string home = environment("XDG_CONFIG_HOME");
  if (home.empty() && !environment("HOME").empty()) {
    home = environment("HOME") + "/.config";
  }
  std::error_code error;
  if (!home.empty() && fs::exists(home + "/noroshi/config.yml", error)) {
    return {home + "/noroshi/config.yml", ""};
  }
  return {fs::exists(kSystemFile, error) ? kSystemFile : "", ""};
}

Result<Settings> load(CLI::App& program, CLI::App& command) {
  SettingsPlace place = settings_place(command);
  if (place.path.empty()) {
    return Settings{};
  }
  auto text = read_whole_file(place.path, kMaxSettingsBytes);
  if (!text) {
    Error error = text.error();
    error.code = place.from == kConfig ? ErrorCode::kNotFound : ErrorCode::kConfiguration;
    error.where = place.from.empty() ? error.where : place.from + ": " + error.where;
    return std::unexpected(std::move(error));
  }
  return read_settings(*text, place.path, setting_names(program));
}

std::optional<Setting> setting_of(const std::string& command, const std::string& name,
                                  const Settings& settings) {
  if (std::ranges::find(kGeneral, name) != std::end(kGeneral)) {
    if (auto setting = from_environment(name)) {
      return setting;
    }
  }
  if (auto own = settings.commands.find(command); own != settings.commands.end()) {
    if (auto found = own->second.find(name); found != own->second.end()) {
      return found->second;
    }
  }
  auto found = settings.general.find(name);
  return found == settings.general.end() ? std::nullopt : std::optional(found->second);
}

Result<void> give(CLI::Option& option, const Setting& setting) {
  try {
    for (const std::string& value : setting.values) {
      option.add_result(value);
    }
    option.run_callback();
  } catch (const CLI::ParseError& error) {
    return fail(ErrorCode::kConfiguration, error.what(), setting.place);
  }
  return {};
}

// The language was chosen before the command line was parsed, from all but the file.
Result<void> apply_language(CLI::Option& option, const Settings& settings) {
  auto found = settings.general.find(kLanguage);
  if (option.count() == 0 && found != settings.general.end() &&
      environment(variable_of(kLanguage)).empty()) {
    TRY(give(option, found->second));
    set_language(language_from(found->second.values.front()).value_or(language()));
  }
  return {};
}

}  // namespace

void add_config_option(CLI::App& program) {
  for_each_command(program, "", [](CLI::App& command, const std::string&) {
    command
        .add_option_function<std::string>(
            kConfig, [](const std::string&) {},
            "The configuration file (default: NOROSHI_CONFIG, else ~/.config/noroshi/config.yml, "
            "else /etc/noroshi/config.yml).")
        ->type_name("FILE")
        ->group("General");
  });
}

SettingNames setting_names(const CLI::App& program) {
  SettingNames names;
  for_each_command(program, "", [&](const CLI::App& command, const std::string& name) {
    if (!command.get_subcommands([](auto) { return true; }).empty()) {
      return;
    }
    std::vector<std::string>& own = names.commands[name];
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& known : option->get_lnames()) {
        if (is_for_the_command_line_only(known)) {
          continue;
        }
        own.push_back(known);
        if (std::ranges::find(kGeneral, known) != std::end(kGeneral) &&
            std::ranges::find(names.general, known) == names.general.end()) {
          names.general.push_back(known);
        }
      }
    }
  });
  std::ranges::sort(names.general);
  return names;
}

std::optional<Setting> from_environment(std::string_view name) {
  std::string variable = variable_of(name);
  std::string value = environment(variable);
  return value.empty() ? std::nullopt : std::optional(Setting{{value}, variable});
}

Result<void> apply_settings(CLI::App& program) {
  Chosen chosen = chosen_command(program);
  Settings& settings = loaded();
  settings = TRY(load(program, *chosen.app));
  for (CLI::Option* option : chosen.app->get_options()) {
    for (const std::string& name : option->get_lnames()) {
      if (name == kLanguage) {
        TRY(apply_language(*option, settings));
      } else if (auto setting = setting_of(chosen.name, name, settings);
                 setting && option->count() == 0) {
        TRY(give(*option, *setting));
      }
    }
  }
  return {};
}

const Settings& settings() {
  return loaded();
}

}  // namespace noroshi::cli

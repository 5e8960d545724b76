// Where a value comes from that the command line does not give: the environment, then the
// configuration file (its part for the command, then the general one), then the default.
#pragma once

#include <optional>

#include "cli/settings.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

// --config, on every command. After all commands were added.
void add_config_option(CLI::App& program);

// What the commands of `program` let a file set.
[[nodiscard]] SettingNames setting_names(const CLI::App& program);

// Finds and reads the configuration file and gives the options of the command that was chosen the
// values that the command line did not. To be called once, after parsing and before the command
// runs. A value that its option refuses is an error that says where it stands.
[[nodiscard]] Result<void> apply_settings(CLI::App& program);

// What apply_settings() read; empty before.
[[nodiscard]] const Settings& settings();

// The environment's value of a general setting, if it is set and not empty.
[[nodiscard]] std::optional<Setting> from_environment(std::string_view name);

}  // namespace noroshi::cli

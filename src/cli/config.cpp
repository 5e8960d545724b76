// noroshi config: which settings hold here, and where each comes from.
#include <CLI/CLI.hpp>

#include <cstdio>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/apply_settings.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/row_options.h"

namespace noroshi::cli {
namespace {

constexpr Column kColumns[] = {{"command", translatable("Command"), ColumnKind::kWhole},
                               {"setting", translatable("Setting"), ColumnKind::kWhole},
                               {"value", translatable("Value")},
                               {"from", translatable("From")}};

Result<int> config(const CLI::App& program, const RowOptions& options) {
  Output output = TRY(options.open({}));
  RowWriter rows = make_row_writer(kColumns, options, output);
  const Settings& read = settings();
  auto add = [&](std::string_view command, const std::string& name, const Setting& setting) {
    return rows.add({command.empty() ? Cell() : Cell::text(command), Cell::text(name),
                     Cell::list(setting.values), Cell::text(setting.place)});
  };
  for (const std::string& name : setting_names(program).general) {
    auto file = read.general.find(name);
    if (auto variable = from_environment(name)) {
      TRY(add("", name, *variable));
    } else if (file != read.general.end()) {
      TRY(add("", name, file->second));
    } else {
      TRY(rows.add({Cell(), Cell::text(name), Cell(), Cell::text("default")}));
    }
  }
  for (const auto& [command, own] : read.commands) {
    for (const auto& [name, setting] : own) {
      TRY(add(command, name, setting));
    }
  }
  for (const auto& [name, columns] : read.profiles) {
    TRY(add("profiles", name, columns));
  }
  TRY(rows.finish());
  TRY(output.finish());
  std::string text = read.file.empty() ? std::string(tr("No configuration file."))
                                       : tr_format("Configuration file: {0}", read.file);
  std::string line;
  append_visible(text, line);
  std::fprintf(stderr, "%s\n", line.c_str());
  return kDone;
}

}  // namespace

void add_config(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("config", "Show which settings hold and where they come from");
  app->footer(
      "What the command line does not give comes from the environment (NOROSHI_TIMEZONE, ...), "
      "then from the configuration file, then from the defaults.\n"
      "Example:\n  noroshi config --config site.yml");
  auto options = std::make_shared<RowOptions>();
  options->add_to(*app);
  app->callback([&program, options, &action] {
    action = [&program, options] {
      auto code = config(program, *options);
      return code ? *code : report_error(code.error());
    };
  });
}

}  // namespace noroshi::cli

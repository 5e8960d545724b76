#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "cli/apply_settings.h"
#include "cli/commands.h"
#include "cli/custody.h"
#include "cli/exit_codes.h"
#include "cli/help_text.h"
#include "cli/language.h"
#include "cli/usage_error.h"

int main(int argc, char** argv) {
  using namespace noroshi::cli;
  try {
    note_command_line("noroshi " NOROSHI_VERSION, {argv, static_cast<std::size_t>(argc)});
    noroshi::set_language(wanted_language(std::span(argv, static_cast<std::size_t>(argc))));
    CLI::App program("Noroshi hunts through recorded events with Sigma rules.", "noroshi");
    use_help_text(program);
    program.set_version_flag("--version", "noroshi " NOROSHI_VERSION, "The program's version.");
    program.require_subcommand(1);
    program.footer("`noroshi COMMAND --help` says more about a command.");
    Action action;
    add_commands(program, action);
    try {
      program.parse(argc, argv);
    } catch (const CLI::Success& asked) {
      return program.exit(asked);
    } catch (const CLI::ParseError& error) {
      return report_usage(usage_error_text(program, error));
    }
    if (auto applied = apply_settings(program); !applied) {
      return report_error(applied.error());
    }
    return action();
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "noroshi: internal error: %s\n", exception.what());
    return kInternal;
  }
}

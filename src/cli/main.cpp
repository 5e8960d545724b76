#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "cli/commands.h"
#include "cli/exit_codes.h"

int main(int argc, char** argv) {
  using namespace noroshi::cli;
  try {
    CLI::App program("Noroshi hunts through recorded events with Sigma rules.", "noroshi");
    program.set_version_flag("--version", "noroshi " NOROSHI_VERSION);
    program.require_subcommand(1);
    program.footer("`noroshi COMMAND --help` says more about a command.");
    Action action;
    add_commands(program, action);
    try {
      program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return program.exit(error) == 0 ? kDone : kUsage;
    }
    return action();
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "noroshi: internal error: %s\n", exception.what());
    return kInternal;
  }
}

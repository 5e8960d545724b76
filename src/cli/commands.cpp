#include "cli/commands.h"

namespace noroshi::cli {

void add_commands(CLI::App& program, Action& action) {
  add_dump(program, action);
}

}  // namespace noroshi::cli

#include "cli/commands.h"

namespace noroshi::cli {

void add_commands(CLI::App& program, Action& action) {
  add_hunt(program, action);
  add_explain(program, action);
  add_dump(program, action);
  add_rules(program, action);
}

}  // namespace noroshi::cli

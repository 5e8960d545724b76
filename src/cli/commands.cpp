#include "cli/commands.h"

#include "cli/apply_settings.h"
#include "cli/language.h"

namespace noroshi::cli {

void add_commands(CLI::App& program, Action& action) {
  add_hunt(program, action);
  add_search(program, action);
  add_explain(program, action);
  add_logons(program, action);
  add_metrics(program, action);
  add_pivots(program, action);
  add_stack(program, action);
  add_dump(program, action);
  add_scripts(program, action);
  add_tree(program, action);
  add_verify(program, action);
  add_rules(program, action);
  add_config(program, action);
  add_completion(program, action);
  add_demo(program, action);
  add_language_option(program);
  add_config_option(program);
}

}  // namespace noroshi::cli

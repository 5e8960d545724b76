// The commands. Each adds itself to the program; when it was chosen on the command line, it sets
// `action` to what is to be done, which returns the exit code.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace noroshi::cli {

using Action = std::function<int()>;

// All of them, in the order of the help text.
void add_commands(CLI::App& program, Action& action);

void add_hunt(CLI::App& program, Action& action);
void add_search(CLI::App& program, Action& action);
void add_demo(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_dump(CLI::App& program, Action& action);
void add_logons(CLI::App& program, Action& action);
void add_metrics(CLI::App& program, Action& action);
void add_pivots(CLI::App& program, Action& action);
void add_stack(CLI::App& program, Action& action);
void add_scripts(CLI::App& program, Action& action);
void add_tree(CLI::App& program, Action& action);
void add_verify(CLI::App& program, Action& action);
void add_rules(CLI::App& program, Action& action);
void add_completion(CLI::App& program, Action& action);  // after all others
void add_config(CLI::App& program, Action& action);

}  // namespace noroshi::cli

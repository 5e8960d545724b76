// noroshi completion bash|zsh|fish: a script for the shell, made from the commands and options as
// they are. Hidden from help: packages call it (scripts/package), people seldom.
//
// All three scripts do the same: walk the words before the cursor to the command they name, then
// offer what may follow the last word. In each of them stands the same table:
//
//   hunt --format   table jsonl csv timeline      an option with choices
//   hunt --output   files                         an option whose value is FILE, DIR or PATH
//   hunt --from     nothing                       another value
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/output.h"

namespace noroshi::cli {
namespace {

enum class ValueKind : std::uint8_t { kNone, kChoices, kFile, kOther };

struct OptionEntry {
  std::vector<std::string> names;  // "--format", "-f"
  std::string description;         // one line
  ValueKind value = ValueKind::kNone;
  std::vector<std::string> choices;
};

struct CommandEntry {
  std::string path;  // "rules check"; empty: the program
  std::string description;
  std::vector<std::string> commands;  // below it
  std::vector<OptionEntry> options;
};

std::string one_line(std::string_view text) {
  std::string line(text.substr(0, text.find('\n')));
  std::size_t end = line.find(". ");
  line.resize(std::min({line.size(), end, std::size_t{120}}));
  return line;
}

OptionEntry option_entry(const CLI::Option& option) {
  OptionEntry entry;
  for (const std::string& name : option.get_lnames()) {
    entry.names.push_back("--" + name);
  }
  for (const std::string& name : option.get_snames()) {
    entry.names.push_back("-" + name);
  }
  entry.description = one_line(tr(option.get_description()));
  if (option.get_type_size() == 0) {
    return entry;
  }
  entry.value = ValueKind::kOther;
  std::string type = option.get_type_name();
  std::size_t open = type.find(":{");
  if (open != type.npos && type.ends_with('}')) {
    entry.value = ValueKind::kChoices;
    std::string list = type.substr(open + 2, type.size() - open - 3);
    for (std::size_t at = 0; at <= list.size();) {
      std::size_t comma = std::min(list.find(',', at), list.size());
      entry.choices.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  } else if (type.starts_with("FILE") || type.starts_with("DIR") || type.starts_with("PATH")) {
    entry.value = ValueKind::kFile;
  }
  return entry;
}

void collect(const CLI::App& app, const std::string& path, std::vector<CommandEntry>& entries) {
  CommandEntry entry;
  entry.path = path;
  entry.description = one_line(tr(app.get_description()));
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional() && !option->get_group().empty()) {
      entry.options.push_back(option_entry(*option));
    }
  }
  auto below = app.get_subcommands([](const CLI::App* command) {
    return !command->get_name().empty() && !command->get_group().empty();
  });
  for (const CLI::App* command : below) {
    entry.commands.push_back(command->get_name());
  }
  entries.push_back(std::move(entry));
  for (const CLI::App* command : below) {
    collect(*command, path.empty() ? command->get_name() : path + ' ' + command->get_name(),
            entries);
  }
}

const CommandEntry& find(const std::vector<CommandEntry>& entries, std::string_view path) {
  return *std::ranges::find(entries, path, &CommandEntry::path);
}

std::string child_path(const CommandEntry& entry, const std::string& command) {
  return entry.path.empty() ? command : entry.path + ' ' + command;
}

// In single quotes for bash and zsh.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out + "'";
}

std::string words(const std::vector<std::string>& list) {
  return fmt::format("{}", fmt::join(list, " "));
}

// The start that bash and zsh share: `command` becomes the path of the command.
std::string walk_script(const std::vector<CommandEntry>& entries, std::string_view words_before) {
  std::string out = "  local command= word\n";
  out += fmt::format("  for word in {}; do\n    case \"$command|$word\" in\n", words_before);
  for (const CommandEntry& entry : entries) {
    for (const std::string& command : entry.commands) {
      out += fmt::format("      {}) command={} ;;\n", shell_quoted(entry.path + '|' + command),
                         shell_quoted(child_path(entry, command)));
    }
  }
  return out + "    esac\n  done\n";
}

// Cases of "command|option" for values; `choices` and `files` make the shell's action.
template <typename Choices>
std::string value_cases(const std::vector<CommandEntry>& entries, Choices&& choices,
                        std::string_view files) {
  std::string out;
  for (const CommandEntry& entry : entries) {
    for (const OptionEntry& option : entry.options) {
      if (option.value == ValueKind::kNone) {
        continue;
      }
      std::string pattern;
      for (const std::string& name : option.names) {
        pattern += (pattern.empty() ? "" : "|") + shell_quoted(entry.path + '|' + name);
      }
      out += fmt::format("    {}) {}return ;;\n", pattern,
                         option.value == ValueKind::kChoices ? choices(option.choices) + "; "
                         : option.value == ValueKind::kFile  ? std::string(files) + "; "
                                                             : "");
    }
  }
  return out;
}

std::string bash_script(const std::vector<CommandEntry>& entries) {
  std::string out = "# bash completion for noroshi\n_noroshi() {\n";
  out += "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n";
  out += "  local offers=\n  COMPREPLY=()\n";
  out += walk_script(entries, "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"");
  out += "  case \"$command|$previous\" in\n";
  out += value_cases(
      entries,
      [](const std::vector<std::string>& list) {
        return fmt::format("COMPREPLY=($(compgen -W {} -- \"$current\"))",
                           shell_quoted(words(list)));
      },
      "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\"))");
  out += "  esac\n  case \"$command\" in\n";
  for (const CommandEntry& entry : entries) {
    std::vector<std::string> names;
    for (const OptionEntry& option : entry.options) {
      std::ranges::copy(option.names, std::back_inserter(names));
    }
    out += fmt::format("    {}) [[ $current == -* ]] && offers={} || offers={} ;;\n",
                       shell_quoted(entry.path), shell_quoted(words(names)),
                       shell_quoted(words(entry.commands)));
  }
  out +=
      "  esac\n"
      "  if [[ -n $offers ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$offers\" -- \"$current\"))\n"
      "  else\n"
      "    compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}\ncomplete -F _noroshi noroshi\n";
  return out;
}

// For _describe: "name:description", colons of the name escaped.
std::string described(std::string_view name, std::string_view description) {
  return shell_quoted(fmt::format("{}:{}", name, description));
}

std::string zsh_script(const std::vector<CommandEntry>& entries) {
  std::string out = "#compdef noroshi\n_noroshi() {\n  local -a offers\n";
  out += walk_script(entries, "${words[2,CURRENT-1]}");
  out += "  case \"$command|${words[CURRENT-1]}\" in\n";
  out += value_cases(
      entries,
      [](const std::vector<std::string>& list) {
        return fmt::format("compadd -- {}", words(list));
      },
      "_files");
  out += "  esac\n  case \"$command\" in\n";
  for (const CommandEntry& entry : entries) {
    out += fmt::format("    {})\n      if [[ $PREFIX == -* ]]; then\n        offers=(",
                       shell_quoted(entry.path));
    for (const OptionEntry& option : entry.options) {
      for (const std::string& name : option.names) {
        out += "\n          " + described(name, option.description);
      }
    }
    out += ")\n        _describe option offers\n";
    if (entry.commands.empty()) {
      out += "      else\n        _files\n      fi ;;\n";
      continue;
    }
    out += "      else\n        offers=(";
    for (const std::string& command : entry.commands) {
      out += "\n          " +
             described(command, find(entries, child_path(entry, command)).description);
    }
    out += ")\n        _describe command offers\n      fi ;;\n";
  }
  out += "  esac\n}\nif [ \"$funcstack[1]\" = _noroshi ]; then\n  _noroshi \"$@\"\nelse\n";
  return out + "  compdef _noroshi noroshi\nfi\n";
}

// In single quotes for fish, where the backslash escapes.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    out += (c == '\'' || c == '\\' ? "\\" : "") + std::string(1, c);
  }
  return out + "'";
}

std::string fish_script(const std::vector<CommandEntry>& entries) {
  std::string out =
      "# fish completion for noroshi\n"
      "function __noroshi_command\n  set -l command ''\n"
      "  for word in (commandline -opc)[2..-1]\n    switch \"$command|$word\"\n";
  for (const CommandEntry& entry : entries) {
    for (const std::string& command : entry.commands) {
      out += fmt::format("      case {}\n        set command {}\n",
                         fish_quoted(entry.path + '|' + command),
                         fish_quoted(child_path(entry, command)));
    }
  }
  out += "    end\n  end\n  echo -- $command\nend\n";
  for (const CommandEntry& entry : entries) {
    std::string at =
        fmt::format("complete -c noroshi -n {}",
                    fish_quoted(fmt::format("test (__noroshi_command) = '{}'", entry.path)));
    for (const std::string& command : entry.commands) {
      out += fmt::format("{} -f -a {} -d {}\n", at, command,
                         fish_quoted(find(entries, child_path(entry, command)).description));
    }
    for (const OptionEntry& option : entry.options) {
      out += at;
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      out += option.value == ValueKind::kNone    ? ""
             : option.value == ValueKind::kFile  ? " -r -F"
             : option.value == ValueKind::kOther ? " -x"
                                                 : " -x -a " + fish_quoted(words(option.choices));
      out += fmt::format(" -d {}\n", fish_quoted(option.description));
    }
  }
  return out;
}

Result<void> print_script(const CLI::App& program, const std::string& shell) {
  std::vector<CommandEntry> entries;
  collect(program, "", entries);
  Output output = TRY(Output::open(""));
  TRY(output.write(shell == "bash"  ? bash_script(entries)
                   : shell == "zsh" ? zsh_script(entries)
                                    : fish_script(entries)));
  return output.finish();
}

}  // namespace

void add_completion(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("completion",
                                     "Print what a shell needs to complete commands and options");
  app->group("");  // hidden
  app->footer(
      "Example:\n  noroshi completion bash > ~/.local/share/bash-completion/completions/noroshi");
  auto shell = std::make_shared<std::string>();
  app->add_option("SHELL", *shell, "bash, zsh or fish.")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app->callback([&program, shell, &action] {
    action = [&program, shell] {
      auto done = print_script(program, *shell);
      return done ? static_cast<int>(kDone) : report_error(done.error());
    };
  });
}

}  // namespace noroshi::cli

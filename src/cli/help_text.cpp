#include "cli/help_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <vector>

#include "base/message.h"
#include "cli/style.h"
#include "report/terminal_text.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kNameColumn = 26;  // where descriptions start
constexpr std::size_t kLeastTextWidth = 30;
constexpr std::size_t kMostLines = 100;  // of one description
constexpr const char* kGeneral = "General";

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) {
    return !command->get_name().empty() && !command->get_group().empty();
  });
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
}

// "  -f,--format FORMAT", and what may stand for FORMAT.
struct Left {
  std::string name;
  std::string choices;  // "a, b, c"; empty: any
};

Left left_of(const CLI::Option& option) {
  Left left;
  bool is_positional = option.get_positional();
  left.name = is_positional ? option.get_name(true, false) : option.get_name(false, true);
  std::replace(left.name.begin(), left.name.end(), ',', ' ');
  if (option.get_type_size() != 0) {
    // "FORMAT:{table,csv}": the name of the value, and the parser's check of it.
    std::string type = option.get_type_name();
    std::size_t colon = type.find(':');
    if (colon != type.npos && type.find('{', colon) == colon + 1 && type.ends_with('}')) {
      for (char c : type.substr(colon + 2, type.size() - colon - 3)) {
        left.choices += c == ',' ? std::string(", ") : std::string(1, c);
      }
    }
    type.resize(std::min(colon, type.size()));
    if (!is_positional && !type.empty()) {
      left.name += ' ' + type;
    }
    if (option.get_expected_max() == CLI::detail::expected_max_vector_size) {
      left.name += "...";
    }
  }
  return left;
}

void append_entry(std::string_view name, std::string_view text, std::size_t width,
                  std::string& out) {
  out += "  ";
  out += name;
  std::size_t column = 2 + display_width(name);
  if (column + 2 > kNameColumn) {
    out += '\n';
    column = 0;
  }
  std::size_t room = std::max(width, kNameColumn + kLeastTextWidth) - kNameColumn;
  bool is_first = true;
  for (const std::string& line : wrap(text, room, kMostLines, Lines::kUnicode)) {
    out.append(kNameColumn - (is_first ? column : 0), ' ');
    out += line + '\n';
    is_first = false;
  }
  if (is_first) {
    out += '\n';
  }
}

void append_option(const CLI::Option& option, std::size_t width, std::string& out) {
  Left left = left_of(option);
  std::string text(tr(option.get_description()));
  if (!left.choices.empty()) {
    text += text.empty() ? "" : " ";
    text += tr_format("One of: {0}.", left.choices);
  }
  append_entry(left.name, text, width, out);
}

// The parser gives commands their --help before it can be told where to list it.
std::string group_of(const CLI::Option& option) {
  return option.get_group() == "Options" ? kGeneral : option.get_group();
}

// In the order in which they were first used, the general ones last.
std::vector<std::string> groups_of(const CLI::App& app) {
  std::vector<std::string> groups;
  for (const CLI::Option* option : options_of(app)) {
    if (std::ranges::find(groups, group_of(*option)) == groups.end()) {
      groups.push_back(group_of(*option));
    }
  }
  std::ranges::stable_partition(groups, [](const std::string& group) { return group != kGeneral; });
  return groups;
}

std::string usage_of(const CLI::App& app, const std::string& name) {
  std::string usage = name + " " + std::string(tr("[OPTIONS]"));
  for (const CLI::Option* option : options_of(app)) {
    if (option->get_positional()) {
      std::string text = left_of(*option).name;
      usage += option->get_required() ? " " + text : " [" + text + "]";
    }
  }
  if (!commands_of(app).empty()) {
    usage += ' ';
    usage += tr("COMMAND");
  }
  return tr_format("Usage: {0}", usage) + '\n';
}

class HelpFormatter : public CLI::FormatterBase {
 public:
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode) const override {
    auto output = Output::open("");
    std::size_t width = output ? style_for(*output, ColourChoice::kNever).width : 100;
    return help_text(*app, name, width);
  }
};

}  // namespace

std::string help_text(const CLI::App& app, const std::string& name, std::size_t width) {
  std::string out(tr(app.get_description()));
  out += "\n\n" + usage_of(app, name);
  for (const std::string& group : groups_of(app)) {
    out += '\n';
    out += tr(group);
    out += ":\n";
    for (const CLI::Option* option : options_of(app)) {
      if (group_of(*option) == group) {
        append_option(*option, width, out);
      }
    }
  }
  if (!commands_of(app).empty()) {
    out += '\n';
    out += tr("Commands");
    out += ":\n";
    for (const CLI::App* command : commands_of(app)) {
      append_entry(command->get_name(), tr(command->get_description()), width, out);
    }
  }
  if (std::string footer = app.get_footer(); !footer.empty()) {
    out += '\n';
    out += tr(footer);
    out += '\n';
  }
  return out;
}

void use_help_text(CLI::App& program) {
  program.formatter(std::make_shared<HelpFormatter>());
  program.option_defaults()->group(kGeneral);
  program.set_help_flag("-h,--help", "This text.");
}

void for_each_help_text(const CLI::App& app, const std::function<void(std::string_view)>& see) {
  for (const std::string& text : {app.get_description(), app.get_footer()}) {
    if (!text.empty()) {
      see(text);
    }
  }
  for (const CLI::Option* option : options_of(app)) {
    see(option->get_description());
    see(group_of(*option));
  }
  for (const CLI::App* command : commands_of(app)) {
    for_each_help_text(*command, see);
  }
}

}  // namespace noroshi::cli

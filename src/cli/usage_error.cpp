#include "cli/usage_error.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/nearest_word.h"

namespace noroshi::cli {
namespace {

// The innermost command that was named, with the names that lead to it.
struct Place {
  const CLI::App* app;
  std::string name;
};

Place place_in(const CLI::App& program) {
  Place place{&program, program.get_name()};
  while (!place.app->get_subcommands().empty()) {
    place.app = place.app->get_subcommands().back();
    place.name += ' ' + place.app->get_name();
  }
  return place;
}

// "--format" for "--fromat"; empty if there is nothing like it.
std::string nearest_option(const CLI::App& app, const std::string& option) {
  NearestWord nearest(std::string_view(option).substr(option.find_first_not_of('-')));
  for (const CLI::Option* known : app.get_options()) {
    for (const std::string& name : known->get_lnames()) {
      nearest.offer(name);
    }
  }
  return nearest.word().empty() ? std::string() : "--" + nearest.word();
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string nearest_command(const CLI::App& app, const std::string& word) {
  NearestWord nearest(word);
  for (const CLI::App* command : commands_of(app)) {
    nearest.offer(command->get_name());
  }
  return nearest.word();
}

// The two parts of `text` around `between`.
std::optional<std::pair<std::string, std::string>> split_at(const std::string& text,
                                                            std::string_view between) {
  std::size_t at = text.find(between);
  if (at == text.npos) {
    return std::nullopt;
  }
  return std::pair(text.substr(0, at), text.substr(at + between.size()));
}

std::string unknown(const Place& place, const std::vector<std::string>& left) {
  const std::string& word = left.front();
  if (word.starts_with('-') && word.find_first_not_of("-=") != word.npos) {
    std::string option = word.substr(0, word.find('='));
    std::string meant = nearest_option(*place.app, option);
    return meant.empty() ? tr_format("'{0}' has no option {1}", place.name, option)
                         : tr_format("'{0}' has no option {1} (did you mean {2}?)", place.name,
                                     option, meant);
  }
  if (commands_of(*place.app).empty()) {
    return tr_format("'{0}' does not know what to do with '{1}'", place.name, word);
  }
  std::string meant = nearest_command(*place.app, word);
  return meant.empty() ? tr_format("'{0}' has no command '{1}'", place.name, word)
                       : tr_format("'{0}' has no command '{1}' (did you mean '{2}'?)", place.name,
                                   word, meant);
}

// "--level: hi not in {low,high}" and "--threads: Value x not in range 1 to 256".
std::string invalid_value(const std::string& what) {
  auto parts = split_at(what, ": ");
  if (!parts) {
    return what;
  }
  if (auto choice = split_at(parts->second, " not in {")) {
    std::string choices;
    for (char c : choice->second.substr(0, choice->second.find('}'))) {
      choices += c == ',' ? std::string(", ") : std::string(1, c);
    }
    return tr_format("{0}: '{1}' is none of {2}", parts->first, choice->first, choices);
  }
  if (auto range = split_at(parts->second, " not in range ")) {
    auto bounds = split_at(range->second, " to ");
    std::string value = range->first.substr(range->first.find(' ') + 1);
    if (bounds) {
      return tr_format("{0}: '{1}' is no number from {2} to {3}", parts->first, value,
                       bounds->first, bounds->second);
    }
  }
  return what;
}

// The parser says these by the exception's type, and the names only within its sentence.
std::string reason(const Place& place, const std::vector<std::string>& left,
                   const CLI::ParseError& error) {
  std::string what = error.what();
  std::string kind = error.get_name();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !left.empty()) {
    return unknown(place, left);
  }
  if (kind == "RequiredError") {
    if (what == "A subcommand is required") {
      return left.empty() ? tr_format("'{0}' needs a command", place.name) : unknown(place, left);
    }
    if (auto parts = split_at(what, " is required")) {
      return tr_format("{0} is missing", parts->first);
    }
  }
  if (kind == "ValidationError") {
    return invalid_value(what);
  }
  if (kind == "ConversionError") {
    if (auto parts = split_at(what, " = ");
        parts && parts->first.starts_with("Could not convert: ")) {
      return tr_format("{0}: '{1}' is no number", parts->first.substr(19), parts->second);
    }
  }
  if (kind == "ArgumentMismatch") {
    if (auto parts = split_at(what, ": "); parts && what.ends_with(" missing")) {
      return tr_format("{0} needs a value", parts->first);
    }
  }
  if (kind == "ExcludesError") {
    if (auto parts = split_at(what, " excludes ")) {
      return tr_format("{0} and {1} exclude each other", parts->first, parts->second);
    }
  }
  if (kind == "RequiresError") {
    if (auto parts = split_at(what, " requires ")) {
      return tr_format("{0} needs {1} beside it", parts->first, parts->second);
    }
  }
  return what;
}

}  // namespace

std::string usage_error_text(const CLI::App& program, const CLI::ParseError& error) {
  Place place = place_in(program);
  return tr_format("{0}; see `{1} --help`", reason(place, program.remaining(true), error),
                   place.name);
}

}  // namespace noroshi::cli

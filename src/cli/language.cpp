#include "cli/language.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <string>

#include "base/ascii.h"

namespace noroshi::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

std::optional<Language> from_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (std::string_view value = environment(name); !value.empty()) {
      std::string lowered = ascii_lowered(value);
      bool is_utf8 = lowered.contains("utf-8") || lowered.contains("utf8");
      return is_utf8 ? language_from(value) : std::nullopt;
    }
  }
  return std::nullopt;
}

// The option only checks the word; wanted_language() has read it.
void add_to(CLI::App& app) {
  app.add_option_function<std::string>(
         "--lang", [](const std::string&) {},
         "Language of screens and messages (default: NOROSHI_LANG, else the locale). JSON Lines "
         "and "
         "CSV are the same in every language.")
      ->check(CLI::IsMember({"en", "ja"}))
      ->type_name("LANGUAGE")
      ->group("General");
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    add_to(*command);
  }
}

}  // namespace

std::optional<Language> language_from(std::string_view text) {
  std::string lowered = ascii_lowered(text.substr(0, text.find_first_of("_.@-")));
  if (lowered == "ja") {
    return Language::kJapanese;
  }
  return lowered == "en" ? std::optional(Language::kEnglish) : std::nullopt;
}

Language wanted_language(std::span<const char* const> arguments) {
  constexpr std::string_view kFlag = "--lang";
  std::optional<Language> asked;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::string_view argument = arguments[i];
    if (argument == "--") {
      break;
    }
    if (argument == kFlag && i + 1 < arguments.size()) {
      asked = language_from(arguments[i + 1]);
    } else if (argument.starts_with("--lang=")) {
      asked = language_from(argument.substr(kFlag.size() + 1));
    }
  }
  if (!asked) {
    asked = language_from(environment("NOROSHI_LANG"));
  }
  if (!asked) {
    asked = from_locale();
  }
  return asked.value_or(Language::kEnglish);
}

void add_language_option(CLI::App& program) {
  add_to(program);
}

}  // namespace noroshi::cli

// Which language the program speaks: --lang, else NOROSHI_LANG, else the locale.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/message.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

// "en" or "ja", in any case and with anything behind ("ja_JP.UTF-8").
[[nodiscard]] std::optional<Language> language_from(std::string_view text);

// What the command line (`--lang ja`, `--lang=ja`, wherever it stands) or else the environment asks
// for: NOROSHI_LANG, then LC_ALL, LC_MESSAGES and LANG, of which the first that is set counts and
// means Japanese only with UTF-8. Read before the command line is parsed, because help and errors
// of parsing are in that language too; a wrong word after --lang is the parser's to refuse.
[[nodiscard]] Language wanted_language(std::span<const char* const> arguments);

// --lang, on every command.
void add_language_option(CLI::App& program);

}  // namespace noroshi::cli

// The text of --help, in the language of the process and wrapped to the terminal.
//
//   Run detection rules over recorded events
//
//   Usage: noroshi hunt [OPTIONS] [EVIDENCE...]
//
//   Input:
//     EVIDENCE...           Event logs, or directories to search for them.
//     --recover             Also take records from the slack space of logs.
//
// The texts stand in English where options are added and are looked up here, so whoever adds an
// option need not think of languages.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace noroshi::cli {

[[nodiscard]] std::string help_text(const CLI::App& app, const std::string& name,
                                    std::size_t width);

// Makes `program`, and every command that is added to it from now on, print help this way.
void use_help_text(CLI::App& program);

// Calls `see` with every text of the help of `app` and its commands that a person reads.
void for_each_help_text(const CLI::App& app, const std::function<void(std::string_view)>& see);

}  // namespace noroshi::cli

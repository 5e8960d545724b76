// What is said about a command line that cannot be understood: one sentence, what was probably
// meant, and where to read on.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace noroshi::cli {

// Without "noroshi: " and line feed. `program` is the one whose parse() threw `error`.
[[nodiscard]] std::string usage_error_text(const CLI::App& program, const CLI::ParseError& error);

}  // namespace noroshi::cli

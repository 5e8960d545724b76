// What every command that prints rows (report/rows.h) shares: --format, -o and --color, the check
// that evidence is not overwritten, and the way from rows to the output.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/output.h"
#include "report/rows.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct RowOptions {
  std::string format;  // empty: a table on a terminal, JSON Lines elsewhere
  std::string output;
  std::string colour = "auto";
  bool excel = false;  // CSV with a byte order mark

  // `more_formats`: names that only this command knows, with a sentence that says what they are.
  // chosen_format() gives nothing for them: look at `format`.
  void add_to(CLI::App& app, const std::vector<std::string>& more_formats = {},
              const std::string& more_help = {});

  // Opens the output; an error if it is one of the `evidence`.
  [[nodiscard]] Result<Output> open(std::span<const std::string> evidence) const;

  [[nodiscard]] std::optional<RowFormat> chosen_format(const Output& to) const;
  // Tables that go neither to a terminal nor where COLUMNS says a width are not cut.
  [[nodiscard]] RowStyle style(const Output& to) const;
};

// A writer of rows to `output`, which must outlive it.
[[nodiscard]] RowWriter make_row_writer(std::span<const Column> columns, const RowOptions& options,
                                        Output& output);

}  // namespace noroshi::cli

#include "cli/row_options.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/profile_options.h"
#include "cli/style.h"

namespace noroshi::cli {

void RowOptions::add_to(CLI::App& app, const std::vector<std::string>& more_formats,
                        const std::string& more_help) {
  std::vector<std::string> formats{"table", "jsonl", "csv"};
  formats.insert(formats.end(), more_formats.begin(), more_formats.end());
  app.add_option("-f,--format", format,
                 "table; csv; jsonl: lines of JSON. " + more_help +
                     "Default: table on a terminal, jsonl elsewhere.")
      ->check(CLI::IsMember(formats))
      ->type_name("FORMAT")
      ->group("Output");
  app.add_option("-o,--output", output,
                 "Write to this file, which appears when it is whole (default: standard output).")
      ->type_name("FILE")
      ->group("Output");
  add_excel_option(app, excel);
  app.add_option("--color,--colour", colour, "auto: on a terminal, unless NO_COLOR is set.")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->group("Output");
}

Result<Output> RowOptions::open(std::span<const std::string> evidence) const {
  if (!output.empty()) {
    std::error_code error;
    for (const std::string& path : evidence) {
      if (std::filesystem::equivalent(path, output, error)) {
        return fail(ErrorCode::kNotFound,
                    "is evidence and is not overwritten; choose another --output", output);
      }
    }
  }
  return Output::open(output);
}

std::optional<RowFormat> RowOptions::chosen_format(const Output& to) const {
  if (format == "csv" || (format.empty() && excel)) {
    return RowFormat::kCsv;
  }
  if (format == "table" || (format.empty() && to.is_terminal())) {
    return RowFormat::kTable;
  }
  return format.empty() || format == "jsonl" ? std::optional(RowFormat::kJsonLines) : std::nullopt;
}

RowStyle RowOptions::style(const Output& to) const {
  RowStyle style{chosen_format(to).value_or(RowFormat::kJsonLines),
                 style_for(to, colour_from(colour))};
  if (!to.is_terminal() && std::getenv("COLUMNS") == nullptr) {
    style.terminal.width = 0;
  }
  return style;
}

RowWriter make_row_writer(std::span<const Column> columns, const RowOptions& options,
                          Output& output) {
  RowStyle style = options.style(output);
  bool marks = options.excel && style.format == RowFormat::kCsv;
  return {columns, style, [&output, marks](std::string_view bytes) mutable -> Result<void> {
            if (std::exchange(marks, false)) {
              TRY(output.write(kByteOrderMark));
            }
            return output.write(bytes);
          }};
}

}  // namespace noroshi::cli

#include "cli/view_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/exit_codes.h"

namespace noroshi::cli {

void ViewOptions::add_to(CLI::App& app, const std::vector<std::string>& more_formats,
                         const std::string& more_help) {
  evidence.add_to(app);
  records.add_to(app);
  rows.add_to(app, more_formats, more_help);
}

Result<RecordFilter> ViewOptions::filter(const SourceList& sources) const {
  RecordFilter filter = TRY(records.filter(sources, evidence));
  if (std::string window = window_text(filter); !window.empty()) {
    say_unless_quiet(evidence, tr_format("records {0}", window));
  }
  return filter;
}

int run_view(const ViewOptions& options, const std::function<Result<int>(Output&)>& body) {
  auto output = options.rows.open(options.evidence.paths);
  if (!output) {
    return report_error(output.error());
  }
  auto code = body(*output);
  return code ? *code : report_write_error(code.error(), *output);
}

void say_unless_quiet(const EvidenceOptions& options, std::string_view text) {
  if (!options.quiet) {
    std::string line = "noroshi: ";
    append_visible(text, line);
    line += '\n';
    std::fputs(line.c_str(), stderr);
  }
}

Result<void> SortedRows::add(std::int64_t number, std::string_view text, std::string_view row) {
  std::array<char, 24> start{};
  std::copy_n(text.begin(), std::min(text.size(), start.size()), start.begin());
  std::uint64_t first = 0;
  std::memcpy(&first, start.data(), sizeof first);
  Uuid rest;
  std::memcpy(rest.data(), start.data() + sizeof first, rest.size());
  std::string frame;
  append_frame(Time{number}, std::byteswap(first), rest, row, frame);
  ++size_;
  return order_.add(frame);
}

Result<void> SortedRows::write_to(RowWriter& rows, std::uint64_t limit) {
  std::uint64_t left = limit == 0 ? UINT64_MAX : limit;
  return order_.finish([&](std::string_view lines) -> Result<void> {
    std::size_t end = 0;
    while (left > 0 && end < lines.size()) {
      end = lines.find('\n', end) + 1;
      --left;
    }
    return end == 0 ? Result<void>() : rows.add_rendered(lines.substr(0, end));
  });
}

}  // namespace noroshi::cli

// What the commands that answer a question over all records share (metrics, stack, logons, pivots):
// options, and the way from the options to an exit code.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/evidence.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "cli/row_options.h"
#include "pipeline/time_order.h"

namespace noroshi::cli {

struct ViewOptions {
  EvidenceOptions evidence;
  RecordOptions records;
  RowOptions rows;

  void add_to(CLI::App& app, const std::vector<std::string>& more_formats = {},
              const std::string& more_help = {});
  // The records to look at; what --last came to is said.
  [[nodiscard]] Result<RecordFilter> filter(const SourceList& sources) const;
};

// Opens the output, runs `body` and turns what it says into an exit code; errors are said.
int run_view(const ViewOptions& options, const std::function<Result<int>(Output&)>& body);

// "noroshi: TEXT" on standard error, hostile characters as escapes; nothing under --quiet.
void say_unless_quiet(const EvidenceOptions& options, std::string_view text);

// Takes rows in any order, and gives them out sorted, however many there are: rendered rows as they
// come from RowRenderer::append, with a key by which they are ordered. What stands in `text` past
// its first 24 bytes does not count: rows that agree so far are ordered by their own bytes.
class SortedRows {
 public:
  [[nodiscard]] Result<void> add(std::int64_t number, std::string_view text, std::string_view row);
  // Hands the first `limit` rows (0: all) to `rows`. To be called once.
  [[nodiscard]] Result<void> write_to(RowWriter& rows, std::uint64_t limit);
  // The same, all of them and not as rows: each was one line.
  [[nodiscard]] Result<void> write_to(const RowWriter::Write& write) {
    return order_.finish(write);
  }
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  TimeOrder order_;
  std::uint64_t size_ = 0;
};

}  // namespace noroshi::cli

// What every command that reads evidence shares: its options, the list of sources, what is said
// about them, and the exit code.
#pragma once

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "cli/custody.h"
#include "cli/output.h"
#include "pipeline/run.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct EvidenceOptions {
  std::vector<std::string> paths;
  unsigned threads = 0;  // 0: as many as the machine has
  bool recover = false;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
  bool keeps_duplicates = false;
  CustodyOptions custody;

  // kOptional: the command checks for itself that there are paths.
  enum class Paths { kRequired, kOptional };
  void add_to(CLI::App& app, Paths need = Paths::kRequired);
  [[nodiscard]] unsigned thread_count() const;
};

// Lists the sources and says on standard error what is not read.
[[nodiscard]] Result<SourceList> find_evidence(const EvidenceOptions& options);

// Writes the manifest if one is asked for, and runs `workers` with a progress bar, Ctrl-C and
// verbose diagnostics; results go to `write` (if it is set). `on_file` may be empty.
[[nodiscard]] Result<RunTotals> run_over(const SourceList& sources, const EvidenceOptions& options,
                                         std::span<const std::unique_ptr<RecordWorker>> workers,
                                         std::function<Result<void>(std::string_view)> write,
                                         std::function<void(const FileAccount&)> on_file = {});

// "Duplicates" and "Diagnostics" by kind, and a warning if the run was stopped. On standard error.
void print_outcome(const RunTotals& totals, const EvidenceOptions& options);

[[nodiscard]] int exit_code_of(const RunTotals& totals, const SourceList& sources,
                               const EvidenceOptions& options);

// A write error is said, unless it is only that the reader went away.
int report_write_error(const Error& error, const Output& output);

}  // namespace noroshi::cli

// --timezone, --from, --to and --last: what commands that read evidence share about time.
#pragma once

#include <string>

#include "base/result.h"
#include "pipeline/record_filter.h"
#include "source/files.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct EvidenceOptions;

// --timezone; sets display_zone() while the command line is parsed. For every command that shows or
// reads a time; EvidenceOptions::add_to has it.
void add_timezone_option(CLI::App& app);

// The records that `filter` takes by their time, one line for a person, without line feed; empty if
// it takes all: "from 2026-11-21 14:02:05+09:00, counted back from the newest record (2026-11-23
// 14:02:05+09:00)".
[[nodiscard]] std::string window_text(const RecordFilter& filter);

struct WindowOptions {
  std::string from;
  std::string to;
  std::string last;

  void add_to(CLI::App& app);
  // --last reads all evidence once, to find its newest record: no clock has a say. Call it when the
  // zone is known and before the run.
  [[nodiscard]] Result<RecordFilter> filter(const SourceList& sources,
                                            const EvidenceOptions& evidence) const;
};

}  // namespace noroshi::cli

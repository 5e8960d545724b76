// Which records a command looks at: --from, --to, --last, --host, --channel, --event-id.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/time_options.h"
#include "pipeline/record_filter.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct RecordOptions {
  WindowOptions window;
  std::vector<std::string> hosts;
  std::vector<std::string> channels;
  std::vector<std::int64_t> event_ids;

  void add_to(CLI::App& app);
  // An error says which option is wrong, and how it is written. --last reads all evidence once.
  // Tell the user window_text() of what is returned.
  [[nodiscard]] Result<RecordFilter> filter(const SourceList& sources,
                                            const EvidenceOptions& evidence) const;
};

}  // namespace noroshi::cli

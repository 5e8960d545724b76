// Which records a command looks at: --from, --to, --host, --channel, --event-id.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/record_filter.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct RecordOptions {
  std::string from;
  std::string to;
  std::vector<std::string> hosts;
  std::vector<std::string> channels;
  std::vector<std::int64_t> event_ids;

  void add_to(CLI::App& app);
  // An error says which option is wrong, and how it is written.
  [[nodiscard]] Result<RecordFilter> filter() const;
};

}  // namespace noroshi::cli

// Which records a command looks at: --from, --to, --host, --channel, --event-id. Asked before rules
// are tried, without making text of anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "event/record.h"

namespace noroshi {

struct RecordFilter {
  std::optional<Time> from{};             // this time or later
  std::optional<Time> to{};               // before this time
  std::vector<std::string> hosts{};       // any of them, without regard to ASCII case; a short name
                                          // stands for its full ones (DC01 for dc01.example.org)
  std::vector<std::string> channels{};    // any of them, without regard to ASCII case
  std::vector<std::int64_t> event_ids{};  // any of them

  // Whether anything is set, so that admits() need be asked.
  [[nodiscard]] bool sets_anything() const {
    return from || to || !hosts.empty() || !channels.empty() || !event_ids.empty();
  }
  std::optional<Time> newest{};  // what --last counted `from` back from; not asked

  // Cost: some nanoseconds for each part that is set.
  [[nodiscard]] bool admits(const Record& record) const;
};

}  // namespace noroshi

#include "pipeline/record_filter.h"

#include <algorithm>

#include "pipeline/record_fields.h"

namespace noroshi {

bool RecordFilter::admits(const Record& record) const {
  if ((from && record.time < *from) || (to && record.time >= *to)) {
    return false;
  }
  if (!event_ids.empty() && std::ranges::find(event_ids, event_id_of(record)) == event_ids.end()) {
    return false;
  }
  if (!channels.empty()) {
    Value channel = record.field(WellKnown::kChannel);
    if (std::ranges::none_of(channels,
                             [&](const auto& name) { return equals_ascii(channel, name); })) {
      return false;
    }
  }
  if (!hosts.empty()) {
    Value host = record.field(WellKnown::kComputer);
    return std::ranges::any_of(hosts, [&](const auto& name) { return is_host(host, name); });
  }
  return true;
}

}  // namespace noroshi

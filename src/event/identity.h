// A record's identity: host, channel, record number, time and a 128-bit hash of its values. Never a
// path or an offset, so that a copy of a log, or a second run, gives the same ids.
//
// A forwarded or exported copy is the same record: number and time are those that the event itself
// names (EventRecordID, TimeCreated), not those of the log that keeps it, and what a collector adds
// (RenderingInfo, attributes of <Event>) does not count.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/uuid.h"
#include "event/record.h"

namespace noroshi {

// The text that stands for a record's identity; opaque, comparable, stable between versions with
// the same kIdentityVersion. Cost: about as much as making text of every value.
inline constexpr int kIdentityVersion = 2;
void append_identity(const Record& record, std::string& out);

// EventRecordID; where the event names none, the number its container gives it; 0 if there is none.
[[nodiscard]] std::uint64_t record_number(const Record& record);

// When the event says that it happened (TimeCreated), else Record::time.
[[nodiscard]] Time event_time(const Record& record);

// Identities as numbers, for comparing records within one process: they hold for one `seed` only,
// which should be chosen at random so that nobody can prepare two records of one hash.
struct RecordHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const RecordHash&) const = default;
};
// `scratch` is for its memory. Cost: as append_identity.
[[nodiscard]] RecordHash identity_hash(const Record& record, std::uint64_t seed,
                                       std::string& scratch);
// Of host and channel alone.
[[nodiscard]] std::uint64_t origin_hash(const Record& record, std::uint64_t seed,
                                        std::string& scratch);

// The ids of the detections on a record with this identity: UUIDv5 of it and of the rule's id.
// Cost: 0.5 us to make, 0.3 us for each id.
class DetectionIds {
 public:
  explicit DetectionIds(std::string_view identity);
  [[nodiscard]] Uuid of(std::string_view rule_id) const;

 private:
  UuidNames names_;
};

}  // namespace noroshi

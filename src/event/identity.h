// A record's identity: host, channel, record number, time and a 128-bit hash of its values. Never a
// path or an offset, so that a copy of a log, or a second run, gives the same ids.
#pragma once

#include <string>
#include <string_view>

#include "base/uuid.h"
#include "event/record.h"

namespace noroshi {

// The text that stands for a record's identity; opaque, comparable, stable between versions with
// the same kIdentityVersion. Cost: about as much as making text of every value.
inline constexpr int kIdentityVersion = 1;
void append_identity(const Record& record, std::string& out);

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

// Reads the few header fields that every record is asked for, without making text of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "event/record.h"

namespace noroshi {

// Numbers that are not plain: see event_id_of.
[[nodiscard]] std::int64_t slow_event_id(const Value& value);

// The event id, or -1 if there is none.
[[nodiscard]] inline std::int64_t event_id_of(const Record& record) {
  Value value = record.field(WellKnown::kEventId);
  if (value.type == ValueType::kUnsigned && value.size == 2) [[likely]] {
    return load_le<std::uint16_t>(value.data);
  }
  return slow_event_id(value);
}

// Whether a text value (UTF-16 or UTF-8) equals `text`, which is ASCII, without regard to the case
// of ASCII letters.
[[nodiscard]] bool equals_ascii(const Value& value, std::string_view text);

// Whether a text value is the host `name`, or `name` and a domain behind a dot.
[[nodiscard]] bool is_host(const Value& value, std::string_view name);

}  // namespace noroshi

// What makes a copy of a record its own: which fields change, and how.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"
#include "base/time.h"
#include "event/shape.h"
#include "event/value.h"
#include "support/binxml.h"

namespace noroshi::evidence {

enum class Change : std::uint8_t {
  kNone,
  kRecordId,    // the copy's number
  kTime,        // the copy's time
  kUtcText,     // the copy's time as Sysmon writes it
  kComputer,    // a host of the copy's own
  kIdentifier,  // process, thread and logon numbers: moved by the copy's round
  kUnique,      // GUIDs of processes and logons: likewise
  kToken,       // paths and command lines: one token changed, if the text looks like one
};

[[nodiscard]] Change change_for(const Shape& shape, std::uint32_t field);

struct Copy {
  std::uint64_t number = 0;  // of the record in the output
  std::uint64_t round = 0;   // how many times the inputs have been written
  Time time;
};

// The value as it goes to the wire; what is built is built in `arena`.
[[nodiscard]] WireValue changed_value(const Value& value, Change change, const Copy& copy,
                                      Arena& arena);

}  // namespace noroshi::evidence

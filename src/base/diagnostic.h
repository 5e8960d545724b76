// Diagnostic: something in the input that was not read, or not read as it claims to be. It never
// ends a run; it is counted by kind and shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

struct Diagnostic {
  std::string_view kind;     // dotted name in static storage, e.g. "evtx.chunk.bad-magic"
  std::uint32_t source = 0;  // index of the source in the run's list of sources
  std::uint64_t offset = 0;  // bytes from the start of the source
  std::uint64_t length = 0;  // bytes concerned; 0 when nothing was skipped
  std::string message;       // one sentence, for a person
};

}  // namespace noroshi

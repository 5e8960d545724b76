// The frame of a record: what can be told without reading its content. A record is whole if its
// signature, its size and the copy of the size behind it agree.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/time.h"
#include "decode/evtx/format.h"

namespace noroshi::evtx {

struct Frame {
  std::uint32_t size = 0;
  std::uint64_t number = 0;
  Time written;
};

[[nodiscard]] inline bool signature_at(Bytes chunk, std::uint32_t at) {
  return fits(chunk, at, 4) && load_le<std::uint32_t>(chunk.data() + at) == kRecordSignature;
}

// Whether a whole record stands at `at`.
[[nodiscard]] inline bool frame_at(Bytes chunk, std::uint32_t at, Frame& frame) {
  if (!fits(chunk, at, kMinRecordSize) || !signature_at(chunk, at)) {
    return false;
  }
  const std::byte* record = chunk.data() + at;
  frame.size = load_le<std::uint32_t>(record + 4);
  if (frame.size < kMinRecordSize || !fits(chunk, at, frame.size) ||
      load_le<std::uint32_t>(record + frame.size - 4) != frame.size) {
    return false;
  }
  frame.number = load_le<std::uint64_t>(record + 8);
  frame.written = Time::from_filetime(load_le<std::uint64_t>(record + 16));
  return true;
}

// The first place in [at, end) where a whole record stands, else `end`. Cost: linear.
[[nodiscard]] inline std::uint32_t find_frame(Bytes chunk, std::uint32_t at, std::uint32_t end,
                                              Frame& frame) {
  while (at < end) {
    const void* found = std::memchr(chunk.data() + at, kRecordSignature & 0xff, end - at);
    if (found == nullptr) {
      return end;
    }
    at = static_cast<std::uint32_t>(static_cast<const std::byte*>(found) - chunk.data());
    if (frame_at(chunk, at, frame)) {
      return at;
    }
    ++at;
  }
  return end;
}

}  // namespace noroshi::evtx

// A quick hash for tables whose every hit is compared in full and whose probes are bounded, so that
// chosen collisions cost the one who chose them only a missed cache.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace noroshi::evtx {

inline constexpr std::uint32_t kMaxProbes = 16;

[[nodiscard]] inline std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(left ^ 0x9e3779b97f4a7c15) * (right ^ 0xd6e8feb86659fd93);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

[[nodiscard]] inline std::uint64_t hash_bytes(Bytes bytes) {
  std::uint64_t hash = bytes.size();
  const std::byte* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) {
    hash = mix(hash, load_le<std::uint64_t>(at));
  }
  std::uint64_t tail = 0;
  for (std::size_t i = 0; i < left; ++i) {
    tail = (tail << 8) | static_cast<std::uint64_t>(at[i]);
  }
  return mix(hash, tail);
}

}  // namespace noroshi::evtx

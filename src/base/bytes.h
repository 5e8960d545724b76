// Reading little-endian numbers from untrusted bytes, without alignment and without surprises.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace noroshi {

using Bytes = std::span<const std::byte>;

// `at` must have sizeof(T) readable bytes.
template <typename T>
[[nodiscard]] inline T load_le(const void* at) {
  static_assert(std::endian::native == std::endian::little);
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

// Whether [offset, offset + length) lies inside `bytes`; safe against overflow.
[[nodiscard]] inline bool fits(Bytes bytes, std::uint64_t offset, std::uint64_t length) {
  return offset <= bytes.size() && length <= bytes.size() - offset;
}

}  // namespace noroshi

// CRC-32 as in zlib and EVTX (polynomial 0x04c11db7, reflected, inverted).
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace noroshi::evtx {

// The checksum of `bytes` that follow bytes whose checksum is `before`. Picks the widest twin that
// the processor has: 0.02 ns a byte with 512-bit registers, 0.06 with 128-bit ones, 0.6 with none.
[[nodiscard]] std::uint32_t crc32(Bytes bytes, std::uint32_t before = 0);

// The twin that every processor can run; the tests hold the other to it.
[[nodiscard]] std::uint32_t crc32_scalar(Bytes bytes, std::uint32_t before = 0);

}  // namespace noroshi::evtx

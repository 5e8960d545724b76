// CRC-32 (IEEE 802.3) as event logs use it. The writer has its own, so that a defect in the
// decoder's cannot hide behind an equal one here.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace noroshi::evidence {

// The checksum of `bytes`, continuing from `previous` (the checksum of what came before).
[[nodiscard]] std::uint32_t crc32(Bytes bytes, std::uint32_t previous = 0);

}  // namespace noroshi::evidence

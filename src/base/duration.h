// Lengths of time as people write them: "48h", "90m", "7d", "2w", "1d12h", "30s".
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace noroshi {

inline constexpr std::int64_t kMaxDurationSeconds = std::int64_t{1000} * 366 * 86400;

// Seconds. Whole numbers with a unit behind each, without spaces; a day is 24 hours.
[[nodiscard]] Result<std::int64_t> parse_duration(std::string_view text);

}  // namespace noroshi

// What a TimeZone is made of; inner to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/timezone.h"
#include "base/zone_rule.h"

namespace noroshi {

struct TimeZone::Changes {
  std::vector<std::int64_t> times;    // seconds since 1970, ascending
  std::vector<std::int32_t> offsets;  // from the time of the same index on
  std::int32_t before = 0;            // before the first of them
  std::optional<ZoneRule> rule{};     // after the last of them, or always if there are none
};

class ZoneMaker {
 public:
  [[nodiscard]] static TimeZone make(std::string_view name, TimeZone::Changes changes);
  [[nodiscard]] static TimeZone make_fixed(std::string_view name, std::int32_t offset);
  using Changes = TimeZone::Changes;
};

inline constexpr std::int32_t kMaxZoneOffset = 26 * 3600;  // RFC 9636, 3.2: more is not sensible

}  // namespace noroshi

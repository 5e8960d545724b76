// ZoneRule: a POSIX rule of local time, "CET-1CEST,M3.5.0,M10.5.0/3": the offset from UTC, and when
// in each year it changes. With the extensions of RFC 9636, which time zone files use: names in
// angle brackets, and times of change from -167 to 167 hours.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace noroshi {

// When in a year clocks are set.
struct ZoneChange {
  enum class Kind : std::uint8_t {
    kMonthWeekDay,    // M10.5.0: the fifth (last) Sunday of October
    kDayWithoutLeap,  // J60: always 1 March
    kDay,             // 59: counted from 0, with the 29th of February
  };
  Kind kind = Kind::kMonthWeekDay;
  unsigned month = 1;
  unsigned week = 1;
  unsigned day = 0;
  std::int32_t seconds = 7200;  // of the local time before the change, from the start of the day

  // Seconds since 1970 of the change in `year`, as if local time were UTC.
  [[nodiscard]] std::int64_t in_year(std::int64_t year) const;
};

struct ZoneRule {
  using Change = ZoneChange;

  std::int32_t standard = 0;  // seconds east of UTC
  std::int32_t daylight = 0;  // the same, from `start` to `end`
  std::optional<Change> start{};
  Change end{};

  // Cost: 5 ns without changes, else about 100 ns.
  [[nodiscard]] std::int32_t offset_at(std::int64_t seconds_since_1970) const;
};

// A rule with daylight time must say when (POSIX leaves it open).
[[nodiscard]] Result<ZoneRule> parse_zone_rule(std::string_view text);

}  // namespace noroshi

// Days and dates of the Gregorian calendar, without a clock and without a time zone.
// Source of the idea: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
#pragma once

#include <cstdint>

namespace noroshi {

struct CivilDate {
  std::int64_t year = 1970;
  unsigned month = 1;  // 1 to 12
  unsigned day = 1;    // 1 to 31

  bool operator==(const CivilDate&) const = default;
};

// Days since 1970-01-01. A day that its month lacks counts on into the next month.
[[nodiscard]] std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);
[[nodiscard]] CivilDate civil_from_days(std::int64_t days);

[[nodiscard]] bool is_leap_year(std::int64_t year);
[[nodiscard]] unsigned days_in_month(std::int64_t year, unsigned month);
// 0 for Sunday to 6.
[[nodiscard]] unsigned weekday_of(std::int64_t days);

// Rounds down, also below zero: days of seconds, seconds of ticks.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0);
}

}  // namespace noroshi

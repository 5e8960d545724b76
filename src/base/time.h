// Time: an instant in UTC, in steps of 100 nanoseconds since 1970-01-01, the resolution of Windows.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi {

struct Time {
  std::int64_t ticks = 0;  // 100 ns since 1970-01-01T00:00:00Z; the range covers every FILETIME

  auto operator<=>(const Time&) const = default;

  static constexpr std::int64_t kTicksPerSecond = 10'000'000;

  // FILETIME counts 100 ns from 1601-01-01 (Microsoft [MS-DTYP] 2.3.3).
  [[nodiscard]] static Time from_filetime(std::uint64_t filetime);
  [[nodiscard]] std::uint64_t to_filetime() const;

  // From civil fields, without checking that the day exists in its month.
  [[nodiscard]] static Time from_civil(std::int64_t year, unsigned month, unsigned day,
                                       unsigned hour, unsigned minute, unsigned second,
                                       std::int64_t ticks_in_second);

  // Appends "2026-11-23T05:02:09.1234567Z": always seven digits, always UTC. At most 40 bytes.
  void append_iso(std::string& out) const;
  // The same into `out` (kIsoCapacity bytes); returns the length.
  std::size_t write_iso(char* out) const;
  static constexpr std::size_t kIsoCapacity = 40;

  // Accepts "2026-11-23", "2026-11-23T05:02", "...:09", "...:09.123", each with an optional
  // "Z" or "+09:00"; a space may stand for the T. With no offset it is UTC.
  [[nodiscard]] static Result<Time> parse_iso(std::string_view text);
};

// What such a text says, before anything is concluded from it; base/timezone.h concludes.
struct WrittenTime {
  Time as_utc;                                   // as if the offset were zero
  std::optional<std::int32_t> offset_seconds{};  // east of UTC; absent if the text names none
  bool day_exists = true;                        // false for a 31st of February
};
[[nodiscard]] Result<WrittenTime> read_iso(std::string_view text);

}  // namespace noroshi

// TimeZone: what clocks show somewhere. Everything inside the program is UTC; a zone is used where
// a person writes or reads a time, and to say to which day a record belongs.
//
//   TimeZone tokyo = *TimeZone::built_in("Asia/Tokyo");
//   append_iso(time, tokyo, out);                          2026-11-23T14:02:05.1230000+09:00
//   parse_time("2026-11-23 14:02", tokyo, Occurrence::kFirst)
//
// A zone is UTC, a fixed offset, a time zone file (TZif, RFC 9636), or an entry of the table in
// data/timezones.txt. Offsets are cut to whole minutes (some were not, before 1972), so that every
// time can be written with its offset and means the same instant.
//
// Immutable; a copy costs a reference count; shared freely between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace noroshi {

inline constexpr std::size_t kMaxZoneFileBytes = std::size_t{256} << 10;  // real ones: under 4 KiB

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // "UTC", "Z", "GMT", "+09:00", "-0330", "+9", "UTC+9", in any case; at most 14 hours.
  // kNotFound if the text has no such form.
  [[nodiscard]] static Result<TimeZone> fixed(std::string_view name);
  // An IANA name ("Asia/Tokyo", in any case) by the table of the program, exact since 2000.
  // kNotFound names the nearest.
  [[nodiscard]] static Result<TimeZone> built_in(std::string_view name);
  // The content of a time zone file. Files that count leap seconds are refused.
  [[nodiscard]] static Result<TimeZone> from_file(std::string_view name, Bytes content);

  // As it was asked for, spelled as in the table where it stands there.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool is_utc() const { return !changes_ && offset_ == 0; }

  // Seconds east of UTC at an instant. Cost: 1 ns for UTC and fixed offsets, else up to 150 ns.
  [[nodiscard]] std::int32_t offset_at(Time time) const;
  // The local day of an instant, in days since 1970-01-01 (base/civil.h).
  [[nodiscard]] std::int64_t day_of(Time time) const;

 private:
  struct Changes;
  friend class ZoneMaker;

  std::string name_ = "UTC";
  std::int32_t offset_ = 0;                 // if there are no changes
  std::shared_ptr<const Changes> changes_;  // null: UTC or a fixed offset
};

// When clocks are set back, an hour happens twice; when they are set forward, one never happens,
// and a time in it is taken as if the clocks had not been set yet.
enum class Occurrence : std::uint8_t { kFirst, kSecond };

// The instant at which clocks show `local` (the local time as if it were UTC).
[[nodiscard]] Time to_utc(Time local, const TimeZone& zone, Occurrence which);
// When the local day `day` begins.
[[nodiscard]] Time start_of_day(std::int64_t day, const TimeZone& zone);

// A time as Time::parse_iso reads it, local to `zone` where it names no offset. A day that its
// month lacks is an error.
[[nodiscard]] Result<Time> parse_time(std::string_view text, const TimeZone& zone,
                                      Occurrence which = Occurrence::kFirst);

// Appends "2026-11-23T14:02:05.1234567+09:00"; "...Z" in UTC. At most kZonedCapacity bytes. All
// seven digits stand there: sorting and comparing need them.
void append_iso(Time time, const TimeZone& zone, std::string& out);
inline constexpr std::size_t kZonedCapacity = Time::kIsoCapacity + 6;

// For a person: "2026-11-23 14:02:05+09:00", seconds rounded down; "2026-11-23 05:02:05Z" in UTC.
void append_short_time(Time time, const TimeZone& zone, std::string& out);

// Appends "2026-11-23"; of days since 1970-01-01.
void append_day(std::int64_t day, std::string& out);

// The zone of --timezone, in which every time is shown and in which times without an offset are
// read. For the whole process; UTC until it is set. Set it before any other thread runs.
void set_display_zone(TimeZone zone);
[[nodiscard]] const TimeZone& display_zone();

// "+09:00"; "Z" is for UTC alone, which the caller knows.
void append_offset(std::int32_t seconds, std::string& out);

}  // namespace noroshi

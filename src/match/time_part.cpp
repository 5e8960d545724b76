#include "match/time_part.h"

#include <string>

#include "base/time.h"

namespace noroshi {
namespace {

// A time's text without its offset from UTC: parts are taken as written, not converted.
std::string_view without_offset(std::string_view text) {
  std::size_t end = text.size() > 10 ? text.find_first_of("Zz+-", 11) : std::string_view::npos;
  return text.substr(0, end);
}

// ISO 8601: the week with the year's first Thursday is week 1.
std::int64_t iso_week(std::int64_t days) {
  std::int64_t weekday = ((days % 7) + 10) % 7;  // Monday 0; 1970-01-01 was a Thursday
  std::int64_t thursday = days - weekday + 3;
  std::string iso;
  Time{thursday * 86400 * Time::kTicksPerSecond}.append_iso(iso);
  auto new_year = Time::parse_iso(iso.substr(0, 4) + "-01-01");
  if (!new_year) {
    return 0;
  }
  return (thursday - new_year->ticks / (86400 * Time::kTicksPerSecond)) / 7 + 1;
}

}  // namespace

std::optional<std::int64_t> time_part(std::string_view text, TimePart part) {
  if (!Time::parse_iso(text)) {
    return std::nullopt;  // what stands behind the time is no offset
  }
  auto time = Time::parse_iso(without_offset(text));
  if (!time) {
    return std::nullopt;
  }
  std::string iso;
  time->append_iso(iso);
  auto digits = [&](std::size_t at, std::size_t count) {
    std::int64_t value = 0;
    for (char c : iso.substr(at, count)) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  switch (part) {
    case TimePart::kMinute:
      return digits(14, 2);
    case TimePart::kHour:
      return digits(11, 2);
    case TimePart::kDay:
      return digits(8, 2);
    case TimePart::kMonth:
      return digits(5, 2);
    case TimePart::kYear:
      return digits(0, 4);
    case TimePart::kWeek: {
      std::int64_t ticks_a_day = 86400 * Time::kTicksPerSecond;
      std::int64_t days = time->ticks / ticks_a_day - (time->ticks % ticks_a_day < 0 ? 1 : 0);
      return iso_week(days);
    }
  }
  return std::nullopt;
}

}  // namespace noroshi

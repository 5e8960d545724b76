#include "base/timezone.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/ascii.h"
#include "base/civil.h"
#include "base/zone_changes.h"

namespace noroshi {
namespace {

constexpr std::int64_t kTicksPerDay = 86400 * Time::kTicksPerSecond;
constexpr int kMaxFixedHours = 14;  // Kiribati

TimeZone& shown_zone() {
  static TimeZone zone;
  return zone;
}

// Cut towards zero, so that +09:18:59 is +09:18 and -05:50:36 is -05:50.
std::int32_t whole_minutes(std::int32_t seconds) {
  return seconds / 60 * 60;
}

// FILETIMEs of an attacker's choice reach the ends of the range; there a sum stays at the end.
std::int64_t add_saturated(std::int64_t ticks, std::int64_t more) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(ticks, more, &sum)) {
    return more < 0 ? INT64_MIN : INT64_MAX;
  }
  return sum;
}

std::int64_t ticks_of(std::int32_t seconds) {
  return seconds * Time::kTicksPerSecond;
}

bool take_digits(std::string_view& text, std::size_t most, int& value) {
  std::size_t digits = 0;
  value = 0;
  for (; digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9';
       ++digits) {
    value = value * 10 + (text[digits] - '0');
  }
  text.remove_prefix(digits);
  return digits > 0;
}

// "+09:00", "+0900", "+9"
std::optional<std::int32_t> read_offset(std::string_view text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) {
    return std::nullopt;
  }
  bool west = text.front() == '-';
  text.remove_prefix(1);
  int hours = 0;
  int minutes = 0;
  if (!take_digits(text, 2, hours)) {
    return std::nullopt;
  }
  if (!text.empty()) {
    text.remove_prefix(text.front() == ':');
    if (text.size() != 2 || !take_digits(text, 2, minutes)) {
      return std::nullopt;
    }
  }
  if (!text.empty() || minutes > 59 || hours * 60 + minutes > kMaxFixedHours * 60) {
    return std::nullopt;
  }
  return (west ? -60 : 60) * (hours * 60 + minutes);
}

}  // namespace

void set_display_zone(TimeZone zone) {
  shown_zone() = std::move(zone);
}

const TimeZone& display_zone() {
  return shown_zone();
}

TimeZone ZoneMaker::make_fixed(std::string_view name, std::int32_t offset) {
  TimeZone zone;
  zone.name_ = name;
  zone.offset_ = whole_minutes(offset);
  return zone;
}

TimeZone ZoneMaker::make(std::string_view name, Changes changes) {
  std::ranges::transform(changes.offsets, changes.offsets.begin(), whole_minutes);
  changes.before = whole_minutes(changes.before);
  if (changes.times.empty() && (!changes.rule || !changes.rule->start)) {
    return make_fixed(name, changes.rule ? changes.rule->standard : changes.before);
  }
  TimeZone zone;
  zone.name_ = name;
  zone.changes_ = std::make_shared<const Changes>(std::move(changes));
  return zone;
}

Result<TimeZone> TimeZone::fixed(std::string_view name) {
  std::string lower = ascii_lowered(name);
  if (lower == "utc" || lower == "z" || lower == "gmt") {
    return TimeZone();
  }
  std::string_view offset = lower;
  if (offset.starts_with("utc")) {
    offset.remove_prefix(3);
  }
  auto seconds = read_offset(offset);
  if (!seconds) {
    return fail(
        ErrorCode::kNotFound,
        "'" + std::string(name) + "' is no offset from UTC; write +09:00, at most 14 hours");
  }
  std::string canonical;
  append_offset(*seconds, canonical);
  return *seconds == 0 ? TimeZone() : ZoneMaker::make_fixed(canonical, *seconds);
}

std::int32_t TimeZone::offset_at(Time time) const {
  if (!changes_) {
    return offset_;
  }
  std::int64_t seconds = floor_divide(time.ticks, Time::kTicksPerSecond);
  const auto& times = changes_->times;
  if (times.empty() || seconds >= times.back()) {
    return changes_->rule ? whole_minutes(changes_->rule->offset_at(seconds))
                          : changes_->offsets.back();
  }
  auto next = std::ranges::upper_bound(times, seconds) - times.begin();
  return next == 0 ? changes_->before : changes_->offsets[static_cast<std::size_t>(next - 1)];
}

std::int64_t TimeZone::day_of(Time time) const {
  return floor_divide(add_saturated(time.ticks, ticks_of(offset_at(time))), kTicksPerDay);
}

// No offset reaches a day, so the offsets a day earlier and a day later are those before and after
// the change that is near, if one is near.
Time to_utc(Time local, const TimeZone& zone, Occurrence which) {
  std::int32_t before = zone.offset_at({add_saturated(local.ticks, -kTicksPerDay)});
  std::int32_t after = zone.offset_at({add_saturated(local.ticks, kTicksPerDay)});
  Time early{add_saturated(local.ticks, -ticks_of(before))};
  Time late{add_saturated(local.ticks, -ticks_of(after))};
  bool early_holds = zone.offset_at(early) == before;
  bool late_holds = zone.offset_at(late) == after;
  if (early_holds && late_holds) {
    return which == Occurrence::kFirst ? std::min(early, late) : std::max(early, late);
  }
  return late_holds ? late : early;
}

Time start_of_day(std::int64_t day, const TimeZone& zone) {
  std::int64_t ticks = 0;
  if (__builtin_mul_overflow(day, kTicksPerDay, &ticks)) {
    ticks = day < 0 ? INT64_MIN : INT64_MAX;
  }
  return to_utc({ticks}, zone, Occurrence::kFirst);
}

Result<Time> parse_time(std::string_view text, const TimeZone& zone, Occurrence which) {
  WrittenTime written = TRY(read_iso(text));
  if (!written.day_exists) {
    return fail(ErrorCode::kInvalidInput,
                "'" + std::string(text) + "' is no time: its month has no such day");
  }
  if (written.offset_seconds) {
    return Time{written.as_utc.ticks - ticks_of(*written.offset_seconds)};
  }
  return to_utc(written.as_utc, zone, which);
}

void append_offset(std::int32_t seconds, std::string& out) {
  int minutes = std::abs(seconds) / 60;
  out += seconds < 0 ? '-' : '+';
  out += static_cast<char>('0' + minutes / 600);
  out += static_cast<char>('0' + minutes / 60 % 10);
  out += ':';
  out += static_cast<char>('0' + minutes % 60 / 10);
  out += static_cast<char>('0' + minutes % 10);
}

void append_iso(Time time, const TimeZone& zone, std::string& out) {
  std::int64_t local = 0;
  std::int32_t offset = zone.offset_at(time);
  if (zone.is_utc() || __builtin_add_overflow(time.ticks, ticks_of(offset), &local)) {
    time.append_iso(out);
    return;
  }
  Time{local}.append_iso(out);
  out.pop_back();  // Z
  append_offset(offset, out);
}

void append_short_time(Time time, const TimeZone& zone, std::string& out) {
  std::string text;
  append_iso(time, zone, text);
  auto point = text.find('.');
  text.erase(point, text.find_first_not_of("0123456789", point + 1) - point);
  text[text.find('T')] = ' ';
  out += text;
}

void append_day(std::int64_t day, std::string& out) {
  CivilDate date = civil_from_days(day);
  out += fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace noroshi

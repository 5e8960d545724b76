#include "base/time.h"

#include <charconv>

#include "base/civil.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kFiletimeEpoch = 116444736000000000ULL;  // 1970-01-01 as a FILETIME
constexpr std::int64_t kTicksPerDay = 86400 * Time::kTicksPerSecond;

char* put(char* out, unsigned long long value, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return out + digits;
}

// Reads `digits` digits at the front of `text` and drops them.
bool take(std::string_view& text, std::size_t digits, unsigned& value) {
  if (text.size() < digits) {
    return false;
  }
  auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits) {
    return false;
  }
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

std::unexpected<Error> bad_time(std::string_view text) {
  return fail(ErrorCode::kInvalidInput,
              "'" + std::string(text) +
                  "' is not a time; write 2026-11-23, 2026-11-23T05:02 or "
                  "2026-11-23T05:02:09.5+09:00");
}

}  // namespace

Time Time::from_filetime(std::uint64_t filetime) {
  return {static_cast<std::int64_t>(filetime - kFiletimeEpoch)};
}

std::uint64_t Time::to_filetime() const {
  return static_cast<std::uint64_t>(ticks) + kFiletimeEpoch;
}

Time Time::from_civil(std::int64_t year, unsigned month, unsigned day, unsigned hour,
                      unsigned minute, unsigned second, std::int64_t ticks_in_second) {
  std::int64_t seconds = days_from_civil(year, month, day) * 86400 + std::int64_t{hour} * 3600 +
                         std::int64_t{minute} * 60 + second;
  return {seconds * kTicksPerSecond + ticks_in_second};
}

std::size_t Time::write_iso(char* out) const {
  std::int64_t days = floor_divide(ticks, kTicksPerDay);
  // Not ticks - days * kTicksPerDay: that product overflows in the first day of the range.
  std::int64_t rest = ticks % kTicksPerDay + (ticks % kTicksPerDay < 0 ? kTicksPerDay : 0);
  CivilDate civil = civil_from_days(days);
  char* at = out;
  std::int64_t year = civil.year;
  if (year < 0) {
    *at++ = '-';
    year = -year;
  }
  at = put(at, static_cast<unsigned long long>(year), year > 9999 ? 5 : 4);
  *at++ = '-';
  at = put(at, civil.month, 2);
  *at++ = '-';
  at = put(at, civil.day, 2);
  *at++ = 'T';
  auto seconds = static_cast<unsigned long long>(rest / kTicksPerSecond);
  at = put(at, seconds / 3600, 2);
  *at++ = ':';
  at = put(at, seconds / 60 % 60, 2);
  *at++ = ':';
  at = put(at, seconds % 60, 2);
  *at++ = '.';
  at = put(at, static_cast<unsigned long long>(rest % kTicksPerSecond), 7);
  *at++ = 'Z';
  return static_cast<std::size_t>(at - out);
}

void Time::append_iso(std::string& out) const {
  char buffer[kIsoCapacity];
  out.append(buffer, write_iso(buffer));
}

Result<Time> Time::parse_iso(std::string_view text) {
  WrittenTime written = TRY(read_iso(text));
  return Time{written.as_utc.ticks - written.offset_seconds.value_or(0) * kTicksPerSecond};
}

Result<WrittenTime> read_iso(std::string_view text) {
  constexpr std::int64_t kTicksPerSecond = Time::kTicksPerSecond;
  std::string_view rest = text;
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  std::int64_t fraction = 0;
  std::optional<std::int32_t> offset;
  if (!take(rest, 4, year) || !take(rest, '-') || !take(rest, 2, month) || !take(rest, '-') ||
      !take(rest, 2, day) || month < 1 || month > 12 || day < 1 || day > 31) {
    return bad_time(text);
  }
  if (take(rest, 'T') || take(rest, ' ')) {
    if (!take(rest, 2, hour) || !take(rest, ':') || !take(rest, 2, minute) || hour > 23 ||
        minute > 59) {
      return bad_time(text);
    }
    if (take(rest, ':')) {
      if (!take(rest, 2, second) || second > 60) {
        return bad_time(text);
      }
      if (take(rest, '.')) {
        std::int64_t unit = kTicksPerSecond / 10;
        std::size_t digits = 0;
        for (unsigned digit = 0; digits < 9 && take(rest, 1, digit); ++digits, unit /= 10) {
          fraction += digit * unit;
        }
        if (digits == 0) {
          return bad_time(text);
        }
      }
    }
    if (take(rest, 'Z')) {
      offset = 0;
    } else if (!rest.empty()) {
      bool west = rest.front() == '-';
      unsigned hours = 0;
      unsigned minutes = 0;
      if ((!take(rest, '+') && !take(rest, '-')) || !take(rest, 2, hours)) {
        return bad_time(text);
      }
      take(rest, ':');
      if (!take(rest, 2, minutes) || hours > 14 || minutes > 59) {
        return bad_time(text);
      }
      offset = (west ? -60 : 60) * static_cast<std::int32_t>(hours * 60 + minutes);
    }
  }
  if (!rest.empty()) {
    return bad_time(text);
  }
  WrittenTime written;
  written.as_utc = Time::from_civil(year, month, day, hour, minute, second, fraction);
  written.offset_seconds = offset;
  written.day_exists = day <= days_in_month(year, month);
  return written;
}

}  // namespace noroshi

// offset_at looks at the changes of three years: near New Year, and with rules whose times lie
// outside the day, the last change may belong to the year before or, by local time, after.
// Where the end of one year's daylight time meets the start of the next ("XXX3EDT4,0/0,J365/23" is
// daylight time all year) the start wins.
#include "base/zone_rule.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/civil.h"

namespace noroshi {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr unsigned kMaxOffsetHours = 24;   // POSIX
constexpr unsigned kMaxChangeHours = 167;  // RFC 9636, 3.3.1
constexpr std::size_t kMaxNameLength = 64;
constexpr std::size_t kMinNameLength = 3;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  bool take(char expected) {
    bool is = !rest_.empty() && rest_.front() == expected;
    rest_.remove_prefix(is);
    return is;
  }
  // "CET" or "<+03>"
  bool name() {
    bool quoted = take('<');
    auto belongs = [&](char c) {
      return is_letter(c) || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    };
    auto end = std::ranges::find_if_not(rest_, belongs);
    auto length = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(length);
    return length >= kMinNameLength && length <= kMaxNameLength && (!quoted || take('>'));
  }
  bool number(unsigned lowest, unsigned highest, unsigned& value) {
    std::size_t digits = 0;
    value = 0;
    for (; digits < rest_.size() && digits < 4 && rest_[digits] >= '0' && rest_[digits] <= '9';
         ++digits) {
      value = value * 10 + static_cast<unsigned>(rest_[digits] - '0');
    }
    rest_.remove_prefix(digits);
    return digits > 0 && value >= lowest && value <= highest;
  }
  // [+-]hh[:mm[:ss]]
  bool seconds(unsigned most_hours, std::int32_t& value) {
    bool negative = take('-');
    if (!negative) {
      take('+');
    }
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned rest = 0;
    if (!number(0, most_hours, hours) || (take(':') && !number(0, 59, minutes)) ||
        (take(':') && !number(0, 59, rest))) {
      return false;
    }
    value = static_cast<std::int32_t>(hours * 3600 + minutes * 60 + rest);
    value = negative ? -value : value;
    return true;
  }
  // ",M10.5.0/3"
  bool change(ZoneRule::Change& out) {
    using Kind = ZoneRule::Change::Kind;
    if (!take(',')) {
      return false;
    }
    if (take('M')) {
      out.kind = Kind::kMonthWeekDay;
      if (!number(1, 12, out.month) || !take('.') || !number(1, 5, out.week) || !take('.') ||
          !number(0, 6, out.day)) {
        return false;
      }
    } else if (take('J')) {
      out.kind = Kind::kDayWithoutLeap;
      if (!number(1, 365, out.day)) {
        return false;
      }
    } else {
      out.kind = Kind::kDay;
      if (!number(0, 365, out.day)) {
        return false;
      }
    }
    return !take('/') || seconds(kMaxChangeHours, out.seconds);
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::int64_t ZoneChange::in_year(std::int64_t year) const {
  std::int64_t days = days_from_civil(year, 1, 1);
  switch (kind) {
    case Kind::kDay:
      days += day;
      break;
    case Kind::kDayWithoutLeap:
      days += day - 1 + (day >= 60 && is_leap_year(year) ? 1 : 0);
      break;
    case Kind::kMonthWeekDay: {
      days = days_from_civil(year, month, 1);
      unsigned of_month = (day + 7 - weekday_of(days)) % 7 + (week - 1) * 7;
      days += of_month < days_in_month(year, month) ? of_month : of_month - 7;
      break;
    }
  }
  return days * kSecondsPerDay + seconds;
}

std::int32_t ZoneRule::offset_at(std::int64_t seconds_since_1970) const {
  if (!start) {
    return standard;
  }
  std::int64_t day = floor_divide(seconds_since_1970 + standard, kSecondsPerDay);
  std::int64_t year = civil_from_days(day).year;
  std::int64_t latest = INT64_MIN;
  std::int32_t offset = standard;
  for (std::int64_t near = year - 1; near <= year + 1; ++near) {
    std::int64_t begins = start->in_year(near) - standard;
    std::int64_t ends = end.in_year(near) - daylight;
    if (ends <= seconds_since_1970 && ends > latest) {
      latest = ends;
      offset = standard;
    }
    if (begins <= seconds_since_1970 && begins >= latest) {
      latest = begins;
      offset = daylight;
    }
  }
  return offset;
}

Result<ZoneRule> parse_zone_rule(std::string_view text) {
  auto bad = [&](std::string_view what) {
    return fail(ErrorCode::kInvalidInput,
                "'" + std::string(text.substr(0, 100)) +
                    "' is not a rule of local time: " + std::string(what));
  };
  Reader reader(text);
  ZoneRule rule;
  std::int32_t west = 0;
  if (!reader.name() || !reader.seconds(kMaxOffsetHours, west)) {
    return bad("it does not begin with a name and an offset");
  }
  rule.standard = -west;
  if (reader.at_end()) {
    return rule;
  }
  if (!reader.name()) {
    return bad("the name of daylight time is missing");
  }
  rule.daylight = rule.standard + 3600;
  Reader ahead = reader;
  if (!ahead.take(',')) {
    if (!reader.seconds(kMaxOffsetHours, west)) {
      return bad("the offset of daylight time is no time");
    }
    rule.daylight = -west;
  }
  if (!reader.change(rule.start.emplace()) || !reader.change(rule.end) || !reader.at_end()) {
    return bad("the days of change are not as POSIX has them");
  }
  return rule;
}

}  // namespace noroshi

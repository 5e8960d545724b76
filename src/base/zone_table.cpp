// The zones of data/timezones.txt, found by name; its head says how a line is read.
#include <algorithm>
#include <span>

#include "base/ascii.h"
#include "base/embedded_file.h"
#include "base/ensure.h"
#include "base/nearest_word.h"
#include "base/zone_changes.h"

namespace noroshi {

std::span<const EmbeddedFile> timezone_table_embedded();

namespace {

// `visit(name, rest)` for each line until it returns true.
template <typename Visit>
void visit_lines(Visit visit) {
  std::string_view table = timezone_table_embedded().front().content;
  while (!table.empty()) {
    std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(line.size() + 1, table.size()));
    std::size_t space = line.find(' ');
    if (!line.starts_with('#') && space != line.npos &&
        visit(line.substr(0, space), line.substr(space + 1))) {
      return;
    }
  }
}

std::string_view take_word(std::string_view& text) {
  std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

std::int32_t offset_of(std::string_view text) {
  Result<TimeZone> zone = TimeZone::fixed(text);
  ENSURE(zone.has_value());
  return zone->offset_at({});
}

// "2000-03-25T23:00Z+04:00"
constexpr std::size_t kTimeLength = 17;

TimeZone zone_of(std::string_view name, std::string_view text) {
  auto rule = parse_zone_rule(take_word(text));
  ENSURE(rule.has_value());
  ZoneMaker::Changes changes;
  changes.rule = *rule;
  if (!text.empty()) {
    changes.before = offset_of(take_word(text));
  }
  while (!text.empty()) {
    std::string_view word = take_word(text);
    auto time = Time::parse_iso(word.substr(0, kTimeLength));
    ENSURE(time.has_value());
    changes.times.push_back(time->ticks / Time::kTicksPerSecond);
    changes.offsets.push_back(offset_of(word.substr(kTimeLength)));
  }
  return ZoneMaker::make(name, std::move(changes));
}

// "Tokyo" stands for "Asia/Tokyo"; else the name that takes the fewest changes.
std::string nearest_zone(std::string_view wanted) {
  std::string nearest;
  NearestWord by_distance(wanted);
  visit_lines([&](std::string_view name, std::string_view) {
    if (equal_ignoring_case(name.substr(name.rfind('/') + 1), wanted)) {
      nearest = name;
      return true;
    }
    by_distance.offer(name);
    return false;
  });
  return nearest.empty() ? std::string(by_distance.word()) : nearest;
}

}  // namespace

Result<TimeZone> TimeZone::built_in(std::string_view name) {
  std::string_view found;
  std::string_view text;
  auto look_up = [&](std::string_view wanted) {
    text = {};
    visit_lines([&](std::string_view known, std::string_view rest) {
      if (!equal_ignoring_case(known, wanted)) {
        return false;
      }
      found = found.empty() ? known : found;
      text = rest;
      return true;
    });
  };
  look_up(name);
  if (text.starts_with('=')) {
    look_up(text.substr(1));
  }
  if (text.empty()) {
    std::string nearest = nearest_zone(name);
    return fail(ErrorCode::kNotFound,
                "'" + std::string(name) + "' is no time zone" +
                    (nearest.empty() ? "; write UTC, +09:00 or a name such as Asia/Tokyo"
                                     : "; did you mean " + nearest + "?"));
  }
  return zone_of(found, text);
}

}  // namespace noroshi

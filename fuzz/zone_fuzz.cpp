// Any bytes as a time zone file, as a POSIX rule and as a time: each is refused with a reason, or
// what it gives holds: offsets are whole minutes, a time that is printed reads back as the same
// instant, and a local time leads to an instant that shows it, unless the clocks skipped it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "base/timezone.h"
#include "base/zone_rule.h"

namespace noroshi {
namespace {

constexpr std::int32_t kReadableOffset = 14 * 3600;  // what Time::parse_iso takes
constexpr std::array<std::string_view, 5> kTimes = {"1601-01-01", "2000-02-29T23:59:59.9999999",
                                                    "2026-03-29T02:30", "2026-10-25T02:30",
                                                    "9998-12-31"};

void check(const TimeZone& zone, Time time) {
  std::int32_t offset = zone.offset_at(time);
  ENSURE(offset % 60 == 0);
  std::string text;
  append_iso(time, zone, text);
  ENSURE(text.size() <= kZonedCapacity);
  std::string day;
  append_day(zone.day_of(time), day);
  (void)start_of_day(zone.day_of(time), zone);
  (void)to_utc(time, zone, Occurrence::kSecond);
  auto again = Time::parse_iso(text);
  bool is_readable = offset >= -kReadableOffset && offset <= kReadableOffset && text[4] == '-';
  ENSURE(!is_readable || (again && *again == time));
}

void check_file(Bytes content) {
  auto zone = TimeZone::from_file("zone", content);
  if (!zone) {
    ENSURE(!zone.error().message.empty());
    return;
  }
  for (std::string_view text : kTimes) {
    check(*zone, *Time::parse_iso(text));
  }
  check(*zone, {INT64_MIN});
  check(*zone, {INT64_MAX});
}

void check_text(std::string_view text) {
  auto rule = parse_zone_rule(text);
  if (rule) {
    for (std::string_view time : kTimes) {
      std::int32_t offset = rule->offset_at(Time::parse_iso(time)->ticks / Time::kTicksPerSecond);
      ENSURE(offset == rule->standard || offset == rule->daylight);
    }
  }
  auto time = parse_time(text, TimeZone());
  ENSURE(time.has_value() || !time.error().message.empty());
}

}  // namespace
}  // namespace noroshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  noroshi::check_file(std::as_bytes(std::span(data, size)));
  noroshi::check_text({reinterpret_cast<const char*>(data), size});
  return 0;
}

#include "base/timezone.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/civil.h"

namespace noroshi {
namespace {

TimeZone zone(std::string_view name) {
  auto found = TimeZone::built_in(name);
  EXPECT_TRUE(found.has_value()) << name;
  return found.value_or(TimeZone());
}

std::string iso(Time time, const TimeZone& zone) {
  std::string out;
  append_iso(time, zone, out);
  return out;
}

std::string local(std::string_view text, std::string_view name,
                  Occurrence which = Occurrence::kFirst) {
  auto time = parse_time(text, zone(name), which);
  EXPECT_TRUE(time.has_value()) << text;
  return time ? iso(*time, zone(name)) : "";
}

TEST(TimeZone, UtcIsTheDefaultAndEndsInZ) {
  EXPECT_TRUE(TimeZone().is_utc());
  EXPECT_EQ(iso(*Time::parse_iso("2026-11-23T05:02:09.5"), TimeZone()),
            "2026-11-23T05:02:09.5000000Z");
  for (std::string_view name : {"UTC", "utc", "Z", "GMT", "+00:00", "-0"}) {
    auto fixed = TimeZone::fixed(name);
    ASSERT_TRUE(fixed.has_value()) << name;
    EXPECT_TRUE(fixed->is_utc()) << name;
    EXPECT_EQ(fixed->name(), "UTC");
  }
  EXPECT_TRUE(zone("Etc/UTC").is_utc());
  EXPECT_FALSE(zone("Europe/London").is_utc());
}

TEST(TimeZone, FixedOffsets) {
  Time time = *Time::parse_iso("2026-11-23T15:00:00.123");
  EXPECT_EQ(iso(time, *TimeZone::fixed("+09:00")), "2026-11-24T00:00:00.1230000+09:00");
  EXPECT_EQ(iso(time, *TimeZone::fixed("-0330")), "2026-11-23T11:30:00.1230000-03:30");
  EXPECT_EQ(TimeZone::fixed("utc+9")->name(), "+09:00");
  EXPECT_EQ(TimeZone::fixed("+14:00")->offset_at(time), 14 * 3600);
  for (std::string_view name : {"", "9", "+", "+1x", "+9:0", "+14:01", "+15", "+123", "+09:60",
                                "+09:000", "JST", "UTC9", "--9"}) {
    EXPECT_FALSE(TimeZone::fixed(name).has_value()) << name;
  }
}

TEST(TimeZone, NamesOfTheTable) {
  Time time = *Time::parse_iso("2026-11-23T05:02:05.123");
  EXPECT_EQ(iso(time, zone("Asia/Tokyo")), "2026-11-23T14:02:05.1230000+09:00");
  EXPECT_EQ(iso(time, zone("Japan")), "2026-11-23T14:02:05.1230000+09:00");
  EXPECT_EQ(iso(time, zone("Asia/Kathmandu")), "2026-11-23T10:47:05.1230000+05:45");
  EXPECT_EQ(zone("asia/tokyo").name(), "Asia/Tokyo");
  EXPECT_EQ(zone("japan").name(), "Japan");
}

TEST(TimeZone, TheTableKnowsWhatWasOnceTrue) {
  // Moscow was at +04:00 until 2014; the United States began daylight time in April until 2006.
  EXPECT_EQ(iso(*Time::parse_iso("2012-01-01"), zone("Europe/Moscow")),
            "2012-01-01T04:00:00.0000000+04:00");
  EXPECT_EQ(zone("America/New_York").offset_at(*Time::parse_iso("2006-03-20")), -5 * 3600);
  EXPECT_EQ(zone("America/New_York").offset_at(*Time::parse_iso("2007-03-20")), -4 * 3600);
}

TEST(TimeZone, UnknownNamesNameTheNearest) {
  EXPECT_NE(TimeZone::built_in("Asia/Tokio").error().message.find("Asia/Tokyo"), std::string::npos);
  EXPECT_NE(TimeZone::built_in("berlin").error().message.find("Europe/Berlin"), std::string::npos);
  EXPECT_FALSE(TimeZone::built_in("").has_value());
  EXPECT_FALSE(TimeZone::built_in("#").has_value());
  EXPECT_FALSE(TimeZone::built_in("Nowhere at all, ever").has_value());
}

TEST(TimeZone, AnHourThatHappensTwice) {
  EXPECT_EQ(local("2026-10-25T02:30", "Europe/Berlin"), "2026-10-25T02:30:00.0000000+02:00");
  EXPECT_EQ(local("2026-10-25T02:30", "Europe/Berlin", Occurrence::kSecond),
            "2026-10-25T02:30:00.0000000+01:00");
  EXPECT_EQ(local("2026-10-25T03:00", "Europe/Berlin"), "2026-10-25T03:00:00.0000000+01:00");
  EXPECT_EQ(local("2026-10-25T01:59:59", "Europe/Berlin", Occurrence::kSecond),
            "2026-10-25T01:59:59.0000000+02:00");
}

TEST(TimeZone, AnHourThatNeverHappens) {
  for (Occurrence which : {Occurrence::kFirst, Occurrence::kSecond}) {
    EXPECT_EQ(local("2026-03-29T02:30", "Europe/Berlin", which),
              "2026-03-29T03:30:00.0000000+02:00");
  }
  // All of 30 December 2011 is missing.
  EXPECT_EQ(local("2011-12-30", "Pacific/Apia"), "2011-12-31T00:00:00.0000000+14:00");
}

TEST(TimeZone, TextWithAnOffsetIsNotLocal) {
  EXPECT_EQ(local("2026-11-23T00:00Z", "Asia/Tokyo"), "2026-11-23T09:00:00.0000000+09:00");
  EXPECT_EQ(local("2026-11-23T00:00-05:00", "Asia/Tokyo"), "2026-11-23T14:00:00.0000000+09:00");
  EXPECT_EQ(local("2026-11-23", "Asia/Tokyo"), "2026-11-23T00:00:00.0000000+09:00");
}

TEST(TimeZone, DaysThatDoNotExistAreRefused) {
  EXPECT_FALSE(parse_time("2026-02-29", TimeZone()).has_value());
  EXPECT_FALSE(parse_time("2026-04-31T00:00Z", TimeZone()).has_value());
  EXPECT_TRUE(parse_time("2024-02-29", TimeZone()).has_value());
  EXPECT_FALSE(parse_time("soon", TimeZone()).has_value());
}

TEST(TimeZone, DaysAreLocal) {
  Time time = *Time::parse_iso("2026-11-22T15:00");
  std::string day;
  append_day(zone("Asia/Tokyo").day_of(time), day);
  EXPECT_EQ(day, "2026-11-23");
  EXPECT_EQ(TimeZone().day_of({-1}), -1);
  EXPECT_EQ(iso(start_of_day(days_from_civil(2026, 11, 23), zone("Asia/Tokyo")), TimeZone()),
            "2026-11-22T15:00:00.0000000Z");
  // In Cairo the clocks are set forward at midnight: that day begins at one o'clock.
  EXPECT_EQ(
      iso(start_of_day(days_from_civil(2026, 4, 24), zone("Africa/Cairo")), zone("Africa/Cairo")),
      "2026-04-24T01:00:00.0000000+03:00");
}

TEST(TimeZone, ShortTimes) {
  std::string out;
  append_short_time(*Time::parse_iso("2026-11-23T05:02:05.9"), zone("Asia/Tokyo"), out);
  out += ' ';
  append_short_time(*Time::parse_iso("2026-11-23T05:02:05.9"), TimeZone(), out);
  EXPECT_EQ(out, "2026-11-23 14:02:05+09:00 2026-11-23 05:02:05Z");
}

TEST(TimeZone, TheEndsOfTheRange) {
  for (std::int64_t ticks : {INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1}) {
    for (std::string_view name : {"Asia/Tokyo", "America/New_York", "Pacific/Apia"}) {
      EXPECT_LE(iso({ticks}, zone(name)).size(), kZonedCapacity);
      std::int64_t day = zone(name).day_of({ticks});
      std::string text;
      append_day(day, text);
      EXPECT_EQ(text.front() == '-', ticks < 0) << text;
      (void)start_of_day(day - 1, zone(name));
      (void)start_of_day(day + 1, zone(name));
      (void)to_utc({ticks}, zone(name), Occurrence::kSecond);
    }
  }
}

// What is printed is read back as the same instant, in each hour around each change of three zones.
TEST(TimeZone, PrintedTimesMeanTheSameInstant) {
  for (std::string_view name : {"America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"}) {
    TimeZone here = zone(name);
    for (std::int64_t hour = 0; hour < 400 * 24; ++hour) {
      Time time{Time::parse_iso("2025-12-01")->ticks + hour * 3600 * Time::kTicksPerSecond + 7};
      ASSERT_EQ(*Time::parse_iso(iso(time, here)), time) << iso(time, here);
      Time back = to_utc({time.ticks + here.offset_at(time) * Time::kTicksPerSecond}, here,
                         Occurrence::kFirst);
      Time again = to_utc({time.ticks + here.offset_at(time) * Time::kTicksPerSecond}, here,
                          Occurrence::kSecond);
      ASSERT_TRUE(back == time || again == time) << iso(time, here);
    }
  }
}

}  // namespace
}  // namespace noroshi

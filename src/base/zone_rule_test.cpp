#include "base/zone_rule.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace noroshi {
namespace {

std::int32_t offset(std::string_view rule, std::string_view time) {
  auto parsed = parse_zone_rule(rule);
  EXPECT_TRUE(parsed.has_value()) << rule;
  return parsed ? parsed->offset_at(Time::parse_iso(time)->ticks / Time::kTicksPerSecond) : -1;
}

constexpr std::string_view kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";

TEST(ZoneRule, OneOffset) {
  EXPECT_EQ(offset("JST-9", "2026-11-23"), 9 * 3600);
  EXPECT_EQ(offset("<-03>3", "2026-11-23"), -3 * 3600);
  EXPECT_EQ(offset("<+0545>-5:45", "2026-11-23"), 5 * 3600 + 45 * 60);
}

TEST(ZoneRule, TheSecondOfTheChange) {
  EXPECT_EQ(offset(kBerlin, "2026-03-29T00:59:59"), 3600);
  EXPECT_EQ(offset(kBerlin, "2026-03-29T01:00:00"), 7200);
  EXPECT_EQ(offset(kBerlin, "2026-10-25T00:59:59"), 7200);
  EXPECT_EQ(offset(kBerlin, "2026-10-25T01:00:00"), 3600);
}

TEST(ZoneRule, SouthOfTheEquatorDaylightTimeSpansNewYear) {
  constexpr std::string_view kSydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
  EXPECT_EQ(offset(kSydney, "2026-12-31T23:59:59"), 11 * 3600);
  EXPECT_EQ(offset(kSydney, "2027-01-01"), 11 * 3600);
  EXPECT_EQ(offset(kSydney, "2026-07-01"), 10 * 3600);
}

TEST(ZoneRule, NegativeDaylightTime) {
  constexpr std::string_view kDublin = "IST-1GMT0,M10.5.0,M3.5.0/1";
  EXPECT_EQ(offset(kDublin, "2026-01-01"), 0);
  EXPECT_EQ(offset(kDublin, "2026-07-01"), 3600);
}

TEST(ZoneRule, DaylightTimeAllYear) {
  for (std::string_view time : {"2026-01-01T03:59:59", "2026-01-01T04:00:00", "2026-07-01",
                                "2026-12-31T23:59:59", "2028-12-31T12:00:00"}) {
    EXPECT_EQ(offset("XXX3EDT4,0/0,J365/23", time), -4 * 3600) << time;
  }
}

TEST(ZoneRule, TimesOutsideTheDay) {
  constexpr std::string_view kNuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
  EXPECT_EQ(offset(kNuuk, "2026-03-29T00:59:59"), -2 * 3600);
  EXPECT_EQ(offset(kNuuk, "2026-03-29T01:00:00"), -1 * 3600);
  constexpr std::string_view kHebron = "EET-2EEST,M3.4.4/50,M10.4.4/50";
  EXPECT_EQ(offset(kHebron, "2026-03-27T23:59:59"), 2 * 3600);
  EXPECT_EQ(offset(kHebron, "2026-03-28T00:00:00"), 3 * 3600);
}

TEST(ZoneRule, JulianDaysCountTheLeapDayOrDoNot) {
  // J60 is 1 March always; 59 is 29 February in leap years, else 1 March.
  EXPECT_EQ(offset("AAA0BBB,J60/0,J300/0", "2024-02-29T12:00"), 0);
  EXPECT_EQ(offset("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00"), 3600);
  EXPECT_EQ(offset("AAA0BBB,59/0,300/0", "2024-02-29T00:00"), 3600);
  EXPECT_EQ(offset("AAA0BBB,59/0,300/0", "2026-03-01T00:00"), 3600);
  EXPECT_EQ(offset("AAA0BBB,59/0,300/0", "2026-02-28T23:59"), 0);
}

TEST(ZoneRule, RefusesWhatIsNoRule) {
  for (std::string_view text :
       {"", "JST", "J-9", "<JST-9", "JST-25", "JST-9:60", "JST-9x", "EST5EDT", "EST5EDT,M3.2.0",
        "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,J0,J365", "EST5EDT,366,1", "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,",
        "EST5ED,M3.2.0,M11.1.0"}) {
    EXPECT_FALSE(parse_zone_rule(text).has_value()) << text;
  }
  EXPECT_FALSE(parse_zone_rule(std::string(65, 'A') + "0").has_value());
  EXPECT_TRUE(parse_zone_rule(std::string(64, 'A') + "0").has_value());
  EXPECT_TRUE(parse_zone_rule("EST5EDT,M3.2.0/167,M11.1.0/-167").has_value());
}

}  // namespace
}  // namespace noroshi

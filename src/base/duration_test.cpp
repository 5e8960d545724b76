#include "base/duration.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Duration, UnitsAndSums) {
  EXPECT_EQ(parse_duration("30s"), 30);
  EXPECT_EQ(parse_duration("90m"), 5400);
  EXPECT_EQ(parse_duration("48h"), 172'800);
  EXPECT_EQ(parse_duration("2w"), 14 * 86400);
  EXPECT_EQ(parse_duration("1d12h"), 36 * 3600);
}

TEST(Duration, RefusesWhatIsNone) {
  for (std::string_view text : {"", "48", "h", "-1h", "+1h", "1.5h", "1 h", "1h ", "1y", "0h", "1H",
                                "99999999999999999999s", "h1"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

TEST(Duration, Limit) {
  EXPECT_EQ(parse_duration(std::to_string(kMaxDurationSeconds) + "s"), kMaxDurationSeconds);
  EXPECT_FALSE(parse_duration(std::to_string(kMaxDurationSeconds + 1) + "s").has_value());
  EXPECT_FALSE(parse_duration(std::to_string(kMaxDurationSeconds) + "s1s").has_value());
}

}  // namespace
}  // namespace noroshi

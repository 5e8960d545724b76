#include "base/civil.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Civil, DaysAndDatesAgreeOverManyYears) {
  CivilDate expected{1599, 12, 31};
  for (std::int64_t days = days_from_civil(1599, 12, 31); days < days_from_civil(2402, 1, 1);
       ++days) {
    ASSERT_EQ(civil_from_days(days), expected) << days;
    ASSERT_EQ(days_from_civil(expected.year, expected.month, expected.day), days);
    if (++expected.day > days_in_month(expected.year, expected.month)) {
      expected.day = 1;
      if (++expected.month > 12) {
        expected.month = 1;
        ++expected.year;
      }
    }
  }
}

TEST(Civil, Weekdays) {
  EXPECT_EQ(weekday_of(0), 4u);  // 1970-01-01 was a Thursday
  EXPECT_EQ(weekday_of(-1), 3u);
  EXPECT_EQ(weekday_of(-5), 6u);
  EXPECT_EQ(weekday_of(days_from_civil(2026, 11, 23)), 1u);
  EXPECT_EQ(weekday_of(days_from_civil(1601, 1, 1)), 1u);
}

TEST(Civil, LeapYears) {
  EXPECT_TRUE(is_leap_year(2000));
  EXPECT_FALSE(is_leap_year(1900));
  EXPECT_EQ(days_in_month(2024, 2), 29u);
  EXPECT_EQ(days_in_month(2026, 2), 28u);
}

}  // namespace
}  // namespace noroshi

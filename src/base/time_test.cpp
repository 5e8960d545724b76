#include "base/time.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string iso(Time time) {
  std::string out;
  time.append_iso(out);
  return out;
}

TEST(Time, FiletimeRoundTrip) {
  EXPECT_EQ(iso(Time::from_filetime(116444736000000000ULL)), "1970-01-01T00:00:00.0000000Z");
  EXPECT_EQ(iso(Time::from_filetime(0)), "1601-01-01T00:00:00.0000000Z");
  EXPECT_EQ(Time::from_filetime(131972836316419412ULL).to_filetime(), 131972836316419412ULL);
}

TEST(Time, ParsesWhatItPrints) {
  for (const char* text : {"2026-11-23T05:02:09.1234567Z", "2024-02-29T23:59:59.0000000Z",
                           "1999-12-31T00:00:00.0000001Z"}) {
    auto time = Time::parse_iso(text);
    ASSERT_TRUE(time.has_value()) << text;
    EXPECT_EQ(iso(*time), text);
  }
}

TEST(Time, OffsetsAndShortForms) {
  EXPECT_EQ(iso(*Time::parse_iso("2026-11-23")), "2026-11-23T00:00:00.0000000Z");
  EXPECT_EQ(iso(*Time::parse_iso("2026-11-23 14:02+09:00")), "2026-11-23T05:02:00.0000000Z");
  EXPECT_EQ(iso(*Time::parse_iso("2026-11-23T00:30:00-0100")), "2026-11-23T01:30:00.0000000Z");
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text : {"", "yesterday", "2026-13-01", "2026-11-23T", "2026-11-23T5:00",
                           "2026-11-23T05:00x", "2026-11-23T05:00:00.", "2026-11-23T05:00+99:00"}) {
    EXPECT_FALSE(Time::parse_iso(text).has_value()) << text;
  }
}

TEST(Time, HostileFiletimesPrintWithoutOverrun) {
  for (std::uint64_t filetime : {~0ULL, 1ULL << 63, (1ULL << 63) - 1}) {
    EXPECT_LE(iso(Time::from_filetime(filetime)).size(), Time::kIsoCapacity);
  }
}

}  // namespace
}  // namespace noroshi

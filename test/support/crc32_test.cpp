#include "support/crc32.h"

#include <gtest/gtest.h>

#include <span>
#include <string_view>

namespace noroshi::evidence {
namespace {

Bytes bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST(Crc32, GivesTheCheckValueOfTheStandard) {
  EXPECT_EQ(crc32(bytes_of("123456789")), 0xcbf43926U);
  EXPECT_EQ(crc32({}), 0U);
}

TEST(Crc32, ContinuesFromAnyPlace) {
  constexpr std::string_view kText = "the beacon is lit on the next hill";
  for (std::size_t cut = 0; cut <= kText.size(); ++cut) {
    EXPECT_EQ(crc32(bytes_of(kText.substr(cut)), crc32(bytes_of(kText.substr(0, cut)))),
              crc32(bytes_of(kText)));
  }
}

}  // namespace
}  // namespace noroshi::evidence

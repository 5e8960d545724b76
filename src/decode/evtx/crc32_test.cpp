#include "decode/evtx/crc32.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace noroshi::evtx {
namespace {

Bytes bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST(Crc32, HasTheCheckValueOfTheAlgorithm) {
  EXPECT_EQ(crc32_scalar(bytes_of("123456789")), 0xcbf43926u);
  EXPECT_EQ(crc32(bytes_of("123456789")), 0xcbf43926u);
  EXPECT_EQ(crc32({}), 0u);
}

TEST(Crc32, TwinsAgreeAtEveryLengthAndStart) {
  std::string text;
  std::uint32_t state = 1;
  for (int i = 0; i < 700; ++i) {
    state = state * 1664525 + 1013904223;
    text += static_cast<char>(state >> 24);
  }
  for (std::size_t start = 0; start < 17; ++start) {
    for (std::size_t size = 0; start + size <= text.size(); ++size) {
      const Bytes part = bytes_of(text).subspan(start, size);
      ASSERT_EQ(crc32(part, 0x12345678), crc32_scalar(part, 0x12345678)) << start << " " << size;
    }
  }
}

TEST(Crc32, ContinuesOverParts) {
  const std::string text(1000, 'x');
  EXPECT_EQ(crc32(bytes_of(text).subspan(333), crc32(bytes_of(text).first(333))),
            crc32(bytes_of(text)));
}

}  // namespace
}  // namespace noroshi::evtx

#include "base/uuid.h"

#include <gtest/gtest.h>

#include <random>

namespace noroshi {
namespace {

// The name space for domain names of RFC 9562, appendix A: 6ba7b810-9dad-11d1-80b4-00c04fd430c8.
constexpr Uuid kDns = {std::byte{0x6b}, std::byte{0xa7}, std::byte{0xb8}, std::byte{0x10},
                       std::byte{0x9d}, std::byte{0xad}, std::byte{0x11}, std::byte{0xd1},
                       std::byte{0x80}, std::byte{0xb4}, std::byte{0x00}, std::byte{0xc0},
                       std::byte{0x4f}, std::byte{0xd4}, std::byte{0x30}, std::byte{0xc8}};

std::string dns(std::string_view name) {
  std::string text;
  append_uuid(uuid_v5(kDns, name), text);
  return text;
}

TEST(Uuid, TheExampleOfTheStandard) {
  EXPECT_EQ(dns("www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Uuid, NamesAroundTheBlockSizeOfTheHash) {
  // Reference values from another implementation (Python's uuid.uuid5).
  EXPECT_EQ(dns(""), "4ebd0208-8328-5d69-8c44-ec50939c0967");
  EXPECT_EQ(dns(std::string(39, 'a')), "5824f981-4282-59d4-9716-acb6d741350e");
  EXPECT_EQ(dns(std::string(40, 'a')), "39f39c20-db47-5131-8879-62f8f67f9014");
  EXPECT_EQ(dns(std::string(47, 'a')), "660c273c-8a00-5941-b6f4-8d0afed88966");
  EXPECT_EQ(dns(std::string(48, 'a')), "7280cc42-274a-5c4a-91fc-ae23f853eeb7");
  EXPECT_EQ(dns(std::string(1000, 'a')), "062a6b1a-ddc3-5fcc-b238-790846e533d6");
}

// The processor's SHA instructions and the portable rounds: the same state for any block.
TEST(Sha1, TheTwinsAgree) {
  if (!Sha1::has_fast()) {
    GTEST_SKIP() << "skipped: this processor has no SHA instructions";
  }
  std::mt19937 random(1);
  Sha1::State fast{1, 2, 3, 4, 5};
  Sha1::State portable = fast;
  for (int i = 0; i < 1000; ++i) {
    std::array<std::uint8_t, 64> block;
    for (std::uint8_t& byte : block) {
      byte = static_cast<std::uint8_t>(random());
    }
    Sha1::compress_fast(fast, block.data());
    Sha1::compress_portable(portable, block.data());
    ASSERT_EQ(fast, portable) << i;
  }
}

}  // namespace
}  // namespace noroshi

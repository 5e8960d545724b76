#include "base/pack.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Pack, ComesBackAsItWas) {
  std::string bytes;
  Packer(bytes).number(UINT64_MAX).text(std::string_view("a\0b", 3)).text("").number(0);
  Unpacker from(bytes);
  EXPECT_EQ(from.number(), UINT64_MAX);
  EXPECT_EQ(from.text(), std::string_view("a\0b", 3));
  EXPECT_EQ(from.text(), "");
  EXPECT_FALSE(from.at_end());
  EXPECT_EQ(from.number(), 0U);
  EXPECT_TRUE(from.at_end());
  EXPECT_TRUE(from.ok());
}

TEST(Pack, WhatIsCutShortIsNotOk) {
  std::string bytes;
  Packer(bytes).text("abc");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Unpacker from(std::string_view(bytes).substr(0, size));
    EXPECT_EQ(from.text(), "") << size;
    EXPECT_FALSE(from.ok()) << size;
    EXPECT_EQ(from.number(), 0U);
  }
}

}  // namespace
}  // namespace noroshi

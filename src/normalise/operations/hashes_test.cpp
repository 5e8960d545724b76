#include "normalise/operations/hashes.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

std::optional<std::string> part(std::string algorithm, std::string_view text) {
  return evaluated(Hashes(input(), std::move(algorithm)), {Value::utf8(text)});
}

TEST(Hashes, FindsTheAlgorithm) {
  EXPECT_EQ(part("MD5", "SHA1=AA,MD5=BB,IMPHASH=00"), "BB");
  EXPECT_EQ(part("imphash", "SHA1=AA, MD5=BB, IMPHASH=00"), "00");
  EXPECT_EQ(part("SHA1", "SHA1=AA"), "AA");
}

TEST(Hashes, OrNot) {
  EXPECT_EQ(part("SHA256", "SHA1=AA,MD5=BB"), std::nullopt);
  EXPECT_EQ(part("SHA", "SHA1=AA"), std::nullopt);
  EXPECT_EQ(part("MD5", "Unknown"), std::nullopt);
  EXPECT_EQ(part("MD5", ""), std::nullopt);
  EXPECT_EQ(evaluated(Hashes(input(), "MD5"), {Value{}}), std::nullopt);
}

}  // namespace
}  // namespace noroshi

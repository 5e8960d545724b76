#include "source/sha256.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

std::string sha256(std::initializer_list<std::string_view> pieces) {
  Sha256 hash;
  for (std::string_view piece : pieces) {
    hash.add(piece);
  }
  return hash.finish();
}

TEST(Sha256, KnownValues) {  // FIPS 180-4
  EXPECT_EQ(sha256({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256({"abc"}), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256({"a", "bc"}), sha256({"abc"}));
}

TEST(Sha256, AFileIsHashedInPieces) {
  auto path =
      std::filesystem::temp_directory_path() / ("noroshi-sha-" + std::to_string(::getpid()));
  std::string content((std::size_t{2} << 20) + 17, 'x');
  std::ofstream(path, std::ios::binary) << content;
  std::uint64_t told = 0;
  auto hash = hash_file(path.string(), [&](std::uint64_t bytes) {
    told += bytes;
    return true;
  });
  ASSERT_TRUE(hash.has_value());
  EXPECT_EQ(hash->size, content.size());
  EXPECT_EQ(told, content.size());
  EXPECT_EQ(hash->sha256, sha256({content}));
  EXPECT_FALSE(hash_file(path.string(), [](std::uint64_t) { return false; }).has_value());
  std::filesystem::remove(path);
  EXPECT_FALSE(hash_file(path.string()).has_value());
}

}  // namespace
}  // namespace noroshi

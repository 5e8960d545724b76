#include "source/memory_files.h"

#include <gtest/gtest.h>

#include <array>

namespace noroshi {
namespace {

TEST(MemoryFiles, AreReadLikeFiles) {
  const std::vector<ArchiveEntry> entries = {
      {"a/one.evtx", std::string(5000, 'x')}, {"a/two.evtx", ""}, {"b/three.evtx", "abc"}};
  SourceList list = list_memory_files(entries, "a/");
  ASSERT_EQ(list.files.size(), 1U);
  EXPECT_EQ(list.files[0].path, "a/one.evtx");
  EXPECT_EQ(list.files[0].size, 5000U);
  EXPECT_EQ(list.files[0].body, 4096U);

  list = list_memory_files(entries, "b/");
  ASSERT_EQ(list.files.size(), 1U);
  EXPECT_EQ(list.files[0].body, 3U);
  FileReader reader;
  std::array<std::byte, 8> buffer{};
  EXPECT_EQ(read_source(list.files[0], 1, buffer, reader), 2U);
  EXPECT_EQ(buffer[0], std::byte{'b'});
  EXPECT_EQ(buffer[1], std::byte{'c'});
  EXPECT_EQ(read_source(list.files[0], 3, buffer, reader), 0U);
  EXPECT_EQ(read_source(list.files[0], 9, buffer, reader), 0U);
}

}  // namespace
}  // namespace noroshi

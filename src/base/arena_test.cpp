#include "base/arena.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Arena, KeepsWhatItWasGivenUntilReset) {
  Arena arena;
  std::vector<std::string_view> kept;
  for (int i = 0; i < 10000; ++i) {
    kept.push_back(arena.copy("value " + std::to_string(i)));
  }
  for (int i = 0; i < 10000; ++i) {
    ASSERT_EQ(kept[static_cast<std::size_t>(i)], "value " + std::to_string(i));
  }
}

TEST(Arena, ASteadyStreamOfBatchesAllocatesNothing) {
  Arena arena;
  auto batch = [&] {
    for (int i = 0; i < 1000; ++i) {
      arena.allocate(100);
    }
    arena.reset();
  };
  batch();
  batch();
  std::size_t before = arena.footprint();
  for (int i = 0; i < 100; ++i) {
    batch();
  }
  EXPECT_EQ(arena.footprint(), before);
}

TEST(Arena, AHugeBatchIsGivenBack) {
  Arena arena;
  arena.allocate(std::size_t{64} << 20);
  arena.reset();
  EXPECT_LT(arena.footprint(), std::size_t{5} << 20);
}

TEST(Arena, Aligns) {
  Arena arena;
  arena.allocate(1, 1);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.allocate(16, 16)) % 16, 0u);
}

}  // namespace
}  // namespace noroshi

#include "pipeline/time_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace noroshi {
namespace {

std::string ordered(std::size_t memory, const std::vector<std::pair<std::int64_t, std::string>>& in,
                    std::size_t* runs = nullptr) {
  TimeOrder order(memory);
  for (const auto& [time, line] : in) {
    std::string frame;
    append_frame(Time{time}, 0, Uuid{}, line, frame);
    EXPECT_TRUE(order.add(frame).has_value());
  }
  std::string out;
  auto write = [&](std::string_view bytes) -> Result<void> {
    out += bytes;
    return {};
  };
  EXPECT_TRUE(order.finish(write).has_value());
  if (runs != nullptr) {
    *runs = order.runs();
  }
  return out;
}

TEST(TimeOrder, TimesBeforeTheEpochComeFirst) {
  EXPECT_EQ(ordered(1000, {{5, "c\n"}, {-1, "a\n"}, {0, "b\n"}}), "a\nb\nc\n");
}

TEST(TimeOrder, RunsOnDiskGiveTheSameAsMemory) {
  std::vector<std::pair<std::int64_t, std::string>> lines;
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    auto time = static_cast<std::int64_t>(random() % 1000) - 500;
    lines.emplace_back(time, std::to_string(time) + std::string(random() % 60, 'x') + "\n");
  }
  lines.emplace_back(3, std::string(100'000, 'y') + "\n");  // larger than any buffer
  std::size_t runs = 0;
  std::string on_disk = ordered(8000, lines, &runs);
  EXPECT_GT(runs, 10U);
  std::ranges::shuffle(lines, random);
  EXPECT_EQ(on_disk, ordered(TimeOrder::kMemory, lines, &runs));
  EXPECT_EQ(runs, 0U);
}

TEST(TimeOrder, NothingIsNothing) {
  EXPECT_EQ(ordered(1000, {}), "");
}

TEST(TimeOrder, AFailedWriteEndsIt) {
  TimeOrder order;
  std::string frame;
  append_frame(Time{1}, 0, Uuid{}, "a\n", frame);
  ASSERT_TRUE(order.add(frame).has_value());
  EXPECT_FALSE(
      order.finish([](std::string_view) -> Result<void> { return fail(ErrorCode::kIo, "full"); })
          .has_value());
}

}  // namespace
}  // namespace noroshi

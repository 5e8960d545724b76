#include "pipeline/demo_worker.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi {
namespace {

ShownDetection shown(std::int64_t ticks, std::uint32_t source, std::string command_line) {
  ShownDetection detection;
  detection.time = Time{ticks};
  detection.place = {source, 4096, 100};
  detection.command_line = std::move(command_line);
  return detection;
}

DemoFindings findings(const ShownDetection& detection) {
  DemoFindings found;
  found.records = 10;
  found.first = found.last = detection.time;
  found.hosts.find_or_add(std::string("a"))->records = 10;
  found.by_level[3] = 1;
  found.shown = {detection, std::nullopt};
  return found;
}

TEST(DemoFindings, TheFirstWithACommandLineIsShownWhateverTheOrderOfMerging) {
  const std::vector<ShownDetection> all = {shown(5, 1, ""), shown(9, 2, "late.exe"),
                                           shown(7, 2, "first.exe"), shown(7, 3, "same-time.exe")};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    DemoFindings sum;
    for (std::size_t i : order) {
      sum.merge(findings(all[i]));
    }
    ASSERT_TRUE(sum.shown.at(0).has_value());
    EXPECT_EQ(sum.shown[0]->command_line, "first.exe");
    EXPECT_FALSE(sum.shown.at(1).has_value());
    EXPECT_EQ(sum.records, 40U);
    EXPECT_EQ(sum.first->ticks, 5);
    EXPECT_EQ(sum.last->ticks, 9);
    EXPECT_EQ(sum.by_level[3], 4U);
    EXPECT_EQ(sum.hosts.entries().at("a").records, 40U);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace
}  // namespace noroshi

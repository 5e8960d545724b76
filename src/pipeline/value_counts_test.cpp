#include "pipeline/value_counts.h"

#include <gtest/gtest.h>

#include <map>

namespace noroshi {
namespace {

std::map<std::string, ValueCount> counts_of(std::string_view frames, std::size_t memory = 1 << 20) {
  TimeOrder order(memory);
  EXPECT_TRUE(order.add(frames));
  std::map<std::string, ValueCount> out;
  EXPECT_TRUE(each_value(order, [&](const ValueCount& value) -> Result<void> {
    EXPECT_TRUE(out.emplace(std::to_string(value.group) + ":" + value.value, value).second);
    return {};
  }));
  return out;
}

TEST(ValueCounts, AddUpOverTalliesHostsAndSpellings) {
  ValueTally one;
  ValueTally two;
  one.add({.value = "C:\\A.exe", .host = "WS02", .time = {30}, .marks = 1, .level = 2});
  one.add({.value = "c:\\a.exe", .host = "WS02", .time = {10}, .marks = 4, .level = 1});
  two.add({.value = "c:\\a.EXE", .host = "WS01", .time = {20}, .level = 3});
  two.add({.group = 1, .value = "c:\\a.EXE", .host = "WS01", .time = {-5}});
  two.add({.value = "other", .host = "WS01", .time = {20}});
  std::string frames;
  one.drain(frames);
  two.drain(frames);
  auto counts = counts_of(frames);
  ASSERT_EQ(counts.size(), 3U);
  const ValueCount& first = counts.at("0:C:\\A.exe");
  EXPECT_EQ(first.count, 3U);
  EXPECT_EQ(first.first.ticks, 10);
  EXPECT_EQ(first.last.ticks, 30);
  EXPECT_EQ(first.marks, 5U);
  EXPECT_EQ(first.level, 3);
  EXPECT_EQ(first.hosts, 2U);
  EXPECT_EQ(first.named_hosts, (std::vector<std::string>{"WS01", "WS02"}));
  EXPECT_EQ(counts.at("1:c:\\a.EXE").first.ticks, -5);
}

TEST(ValueCounts, SpellingsOfDifferentLengthAreOneValueOnOneHost) {
  ValueTally tally;
  std::string frames;
  for (std::string_view spelling : {"k", "\u212a", "K"}) {  // a Kelvin sign is three bytes
    tally.add({.value = spelling, .host = "A", .time = {1}});
    tally.drain(frames);
    tally.add({.value = spelling, .host = "BB", .time = {1}});
    tally.drain(frames);
  }
  auto counts = counts_of(frames);
  ASSERT_EQ(counts.size(), 1U);
  EXPECT_EQ(counts.begin()->second.count, 6U);
  EXPECT_EQ(counts.begin()->second.hosts, 2U);
}

TEST(ValueCounts, AreExactPastEveryBudget) {
  ValueTally tally(1000);
  std::string frames;
  for (int i = 0; i < 5000; ++i) {
    std::string value = "value " + std::to_string(i % 700);
    std::string host = "host " + std::to_string(i % 20);
    tally.add({.value = value, .host = host, .time = {i}});
    if (tally.is_large()) {
      tally.drain(frames);
    }
  }
  tally.drain(frames);
  TimeOrder order(10'000);
  std::uint64_t values = 0;
  std::uint64_t count = 0;
  ASSERT_TRUE(order.add(frames));
  ASSERT_TRUE(order.add(frames));
  EXPECT_GT(order.runs(), 0U);
  ASSERT_TRUE(each_value(order, [&](const ValueCount& value) -> Result<void> {
    ++values;
    count += value.count;
    EXPECT_LE(value.named_hosts.size(), ValueCount::kMostNamed);
    return {};
  }));
  EXPECT_EQ(values, 700U);
  EXPECT_EQ(count, 10'000U);
}

}  // namespace
}  // namespace noroshi

#include "pipeline/ordered_results.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace noroshi {
namespace {

ItemResult numbered(std::uint64_t number, std::string output, bool is_complete = true) {
  ItemResult result;
  result.item.number = number;
  result.output = std::move(output);
  result.is_complete = is_complete;
  return result;
}

TEST(OrderedResults, RestoresTheOrder) {
  OrderedResults results(4);
  results.put(numbered(2, "c"));
  results.put(numbered(0, "a"));
  results.put(numbered(1, "b"));
  results.end(3);
  std::string all;
  while (auto result = results.take()) {
    all += result->output;
  }
  EXPECT_EQ(all, "abc");
}

TEST(OrderedResults, ManyThreadsPartsAndASmallWindowGiveOneOrder) {
  constexpr std::uint64_t kItems = 2000;
  OrderedResults results(3);
  std::atomic<std::uint64_t> next{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&] {
      for (std::uint64_t number = next++; number < kItems; number = next++) {
        ASSERT_TRUE(results.admit(number) == OrderedResults::Admission::kBegin);
        for (std::uint64_t part = 0; part < number % 4; ++part) {
          results.put(numbered(number, std::to_string(number) + "+", false));
        }
        results.put(numbered(number, std::to_string(number) + "."));
      }
      results.end(kItems);
    });
  }
  std::string got;
  std::uint64_t taken = 0;
  while (auto result = results.take()) {
    got += result->output;
    ++taken;
  }
  std::string expected;
  for (std::uint64_t number = 0; number < kItems; ++number) {
    for (std::uint64_t part = 0; part < number % 4; ++part) {
      expected += std::to_string(number) + "+";
    }
    expected += std::to_string(number) + ".";
  }
  EXPECT_EQ(got, expected);
  EXPECT_GT(taken, kItems);
}

TEST(OrderedResults, HoldsBackWhatIsTooFarAhead) {
  OrderedResults results(2);
  EXPECT_TRUE(results.admit(0) == OrderedResults::Admission::kBegin);
  EXPECT_TRUE(results.admit(1) == OrderedResults::Admission::kBegin);
  std::atomic<bool> admitted{false};
  std::jthread worker([&] { admitted = results.admit(2) == OrderedResults::Admission::kBegin; });
  results.put(numbered(0, "a"));
  EXPECT_FALSE(admitted);  // nothing was taken yet, so it cannot have been let in
  EXPECT_TRUE(results.take().has_value());
  worker.join();
  EXPECT_TRUE(admitted);
}

TEST(OrderedResults, AbandoningFreesEveryone) {
  OrderedResults results(1);
  results.put(numbered(0, "a", false));
  std::jthread part([&] { results.put(numbered(0, "b", false)); });
  std::jthread ahead([&] { EXPECT_FALSE(results.admit(5) == OrderedResults::Admission::kBegin); });
  results.abandon();
  part.join();
  ahead.join();
  EXPECT_FALSE(results.take().has_value());
}

}  // namespace
}  // namespace noroshi

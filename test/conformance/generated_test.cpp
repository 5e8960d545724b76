// Engine and oracle on generated rules and records.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "conformance/generated_pairs.h"

namespace noroshi::conformance {
namespace {

constexpr std::size_t kFewestPairs = 10'000;
constexpr std::size_t kRulesABatch = 20;
constexpr std::size_t kShown = 10;

// NOROSHI_GENERATED_PAIRS asks for more of them.
std::size_t wanted_pairs() {
  const char* wanted = std::getenv("NOROSHI_GENERATED_PAIRS");
  std::size_t pairs = wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
  return std::max(pairs, kFewestPairs) / kRulesABatch * kRulesABatch;
}

TEST(GeneratedPairs, EngineAndOracleAgree) {
  const std::size_t pairs = wanted_pairs();
  test::FeatureTable table;
  std::size_t failures = 0;
  for (std::uint64_t seed = 1; seed <= pairs / kRulesABatch && failures < kShown; ++seed) {
    test::Choice choice(seed);
    std::string difference = compare_batch(choice, kRulesABatch, table);
    if (!difference.empty()) {
      ++failures;
      ADD_FAILURE() << "seed " << seed << "\n" << difference;
    }
  }
  std::printf("%s", table.to_text().c_str());
  if (failures == 0) {
    EXPECT_EQ(table.pairs(), pairs);
    EXPECT_GE(table.held() * 5, table.pairs()) << "fewer than 20 % hold";
    for (std::string_view feature : test::all_features()) {
      auto found = table.counts().find(std::string(feature));
      EXPECT_TRUE(found != table.counts().end() && found->second.seen * 100 >= pairs)
          << feature << " occurs in fewer than 1 % of the pairs";
      EXPECT_TRUE(found == table.counts().end() || found->second.held > 0)
          << feature << " never occurs in a pair that holds";
    }
  }
}

}  // namespace
}  // namespace noroshi::conformance

#include "report/bounded_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace noroshi {
namespace {

using Map = BoundedMap<int, int>;

void count(Map& map, int key) {
  if (int* value = map.find_or_add(key)) {
    ++*value;
  }
}

TEST(BoundedMap, KeepsTheSmallestExactlyInAnyOrderAndAnyMerge) {
  std::vector<int> keys{1, 2, 2, 3, 3, 3, 4, 4, 4, 4};
  const std::map<int, int, std::less<>> expected{{1, 1}, {2, 2}, {3, 3}};
  do {
    Map whole(3);
    Map left(3);
    Map right(3);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      count(whole, keys[i]);
      count(i % 3 == 0 ? left : right, keys[i]);
    }
    left.merge(right, [](int& mine, int theirs) { mine += theirs; });
    ASSERT_EQ(whole.entries(), expected);
    ASSERT_EQ(left.entries(), expected);
    ASSERT_TRUE(whole.overflowed());
  } while (std::next_permutation(keys.begin(), keys.end()));
}

TEST(BoundedMap, BelowTheLimitItIsAMap) {
  Map map(3);
  count(map, 7);
  count(map, 7);
  EXPECT_EQ(map.entries().at(7), 2);
  EXPECT_FALSE(map.overflowed());
}

}  // namespace
}  // namespace noroshi

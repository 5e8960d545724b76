#include "base/nearest_word.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string nearest(std::string_view wanted, std::initializer_list<std::string_view> words) {
  NearestWord nearest(wanted);
  for (std::string_view word : words) {
    nearest.offer(word);
  }
  return nearest.word();
}

TEST(NearestWord, FindsOneSlip) {
  EXPECT_EQ(nearest("timezome", {"threads", "timezone", "format"}), "timezone");
  EXPECT_EQ(nearest("tiemzone", {"timezone"}), "timezone");
  EXPECT_EQ(nearest("Format", {"format"}), "format");
  EXPECT_EQ(nearest("rule", {"rules"}), "rules");
}

TEST(NearestWord, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest("zz", {"timezone", "format"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
  EXPECT_EQ(nearest("abc", {}), "");
  EXPECT_EQ(nearest("ab", {"cd"}), "");
}

TEST(NearestWord, TheNearestWinsAndOfEqualsTheFirst) {
  EXPECT_EQ(nearest("colour", {"colours", "colour"}), "colour");
  EXPECT_EQ(nearest("cat", {"bat", "rat"}), "bat");
}

TEST(NearestWord, LongWordsAreLeftAlone) {
  std::string longest(NearestWord::kMaxLength, 'a');
  EXPECT_EQ(nearest(longest, {longest}), longest);
  EXPECT_EQ(nearest(longest + 'a', {longest}), "");
  EXPECT_EQ(nearest("a", {longest + 'a'}), "");
}

}  // namespace
}  // namespace noroshi

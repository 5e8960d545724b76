#include "normalise/operations/first_of.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

FirstOf either() {
  return FirstOf(operations(input(0), input(1)));
}

TEST(FirstOf, SkipsWhatSaysNothing) {
  EXPECT_EQ(evaluated(either(), {Value::utf8("a"), Value::utf8("b")}), "a");
  EXPECT_EQ(evaluated(either(), {Value{}, Value::utf8("b")}), "b");
  EXPECT_EQ(evaluated(either(), {Value::empty(), Value::utf8("b")}), "b");
  EXPECT_EQ(evaluated(either(), {utf16(u""), Value::utf8("b")}), "b");
  EXPECT_EQ(evaluated(either(), {Value::list_of({}), Value::utf8("b")}), "b");
  EXPECT_EQ(evaluated(either(), {Value::empty(), Value{}}), std::nullopt);
}

TEST(FirstOf, IsPossibleWithAnyOfThem) {
  EXPECT_TRUE(possible(either(), {false, true}));
  EXPECT_FALSE(possible(either(), {false, false}));
}

}  // namespace
}  // namespace noroshi

#include "normalise/operations/concat.h"

#include <gtest/gtest.h>

#include "normalise/operations/constant.h"
#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

Concat account() {
  return Concat(operations(input(0), std::make_unique<Constant>("\\"), input(1)));
}

TEST(Concat, JoinsTexts) {
  EXPECT_EQ(evaluated(account(), {utf16(u"CORP"), Value::utf8("ueda")}), "CORP\\ueda");
  EXPECT_EQ(evaluated(account(), {Value::empty(), Value::utf8("ueda")}), "\\ueda");
}

TEST(Concat, IsAbsentIfAPartIs) {
  EXPECT_EQ(evaluated(account(), {utf16(u"CORP"), Value{}}), std::nullopt);
  EXPECT_TRUE(possible(account(), {true, true}));
  EXPECT_FALSE(possible(account(), {true, false}));
}

}  // namespace
}  // namespace noroshi

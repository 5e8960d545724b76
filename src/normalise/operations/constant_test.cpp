#include "normalise/operations/constant.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

TEST(Constant, NeedsNoInput) {
  Constant constant("tcp");
  EXPECT_EQ(evaluated(constant, {}), "tcp");
  EXPECT_TRUE(possible(constant, {}));
}

}  // namespace
}  // namespace noroshi

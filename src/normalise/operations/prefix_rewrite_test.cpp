#include "normalise/operations/prefix_rewrite.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

std::optional<std::string> rewritten(std::string_view text) {
  PrefixRewrite operation(input(), {{R"(\REGISTRY\MACHINE\SYSTEM\ControlSet001)", "HKLM\\Current"},
                                    {R"(\REGISTRY\MACHINE)", "HKLM"}});
  return evaluated(operation, {Value::utf8(text)});
}

TEST(PrefixRewrite, ReplacesTheFirstThatFits) {
  EXPECT_EQ(rewritten(R"(\REGISTRY\MACHINE\SOFTWARE\X)"), R"(HKLM\SOFTWARE\X)");
  EXPECT_EQ(rewritten(R"(\Registry\Machine\System\controlset001\Y)"), R"(HKLM\Current\Y)");
  EXPECT_EQ(rewritten(R"(\REGISTRY\MACHINE)"), "HKLM");
}

TEST(PrefixRewrite, OnlyWholeComponents) {
  EXPECT_EQ(rewritten(R"(\REGISTRY\MACHINERY\X)"), R"(\REGISTRY\MACHINERY\X)");
  EXPECT_EQ(rewritten(R"(\REGISTRY\MACHINE\SYSTEM\ControlSet0012\Y)"),
            R"(HKLM\SYSTEM\ControlSet0012\Y)");
  EXPECT_EQ(rewritten(R"(\REGISTRY)"), R"(\REGISTRY)");
  EXPECT_EQ(rewritten(""), "");
}

TEST(PrefixRewrite, MissingInput) {
  PrefixRewrite operation(input(), {{"a", "b"}});
  EXPECT_EQ(evaluated(operation, {Value{}}), std::nullopt);
}

}  // namespace
}  // namespace noroshi

#include "rule/pattern.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

using Tokens = std::vector<PatternToken>;

PatternToken text(std::string value) {
  return {PatternPart::kLiteral, std::move(value)};
}
const PatternToken kRun = {PatternPart::kAnyRun, {}};
const PatternToken kOne = {PatternPart::kAnyOne, {}};

struct Golden {
  const char* written;
  Tokens tokens;
};

class PatternGolden : public testing::TestWithParam<Golden> {};

TEST_P(PatternGolden, ReadsEscapesAndWildcards) {
  EXPECT_EQ(parse_pattern(GetParam().written).tokens, GetParam().tokens) << GetParam().written;
}

INSTANTIATE_TEST_SUITE_P(
    Escapes, PatternGolden,
    testing::Values(Golden{R"(a\b)", {text(R"(a\b)")}}, Golden{R"(a\\b)", {text(R"(a\b)")}},
                    Golden{R"(a\*)", {text("a*")}}, Golden{R"(a\\*)", {text(R"(a\)"), kRun}},
                    Golden{R"(a\\\*)", {text(R"(a\*)")}}, Golden{R"(a\\\)", {text(R"(a\\)")}},
                    Golden{R"(a\\\\)", {text(R"(a\\)")}}, Golden{R"(a\)", {text(R"(a\)")}},
                    Golden{R"(\?)", {text("?")}},
                    Golden{R"(\\\\*\\IPC$)", {text(R"(\\)"), kRun, text(R"(\IPC$)")}},
                    Golden{"", {}}, Golden{"*", {kRun}}, Golden{"**", {kRun}},
                    Golden{"a**b", {text("a"), kRun, text("b")}}, Golden{"*?*", {kRun, kOne, kRun}},
                    Golden{"??", {kOne, kOne}}, Golden{"foo*bar", {text("foo"), kRun, text("bar")}},
                    Golden{"[a]{b}", {text("[a]{b}")}}, Golden{R"(\%a)", {text(R"(\%a)")}},
                    Golden{"é?", {text("é"), kOne}}));

TEST(Pattern, NeighboursOfAKindBecomeOne) {
  Pattern pattern = plain_pattern("a*");
  pattern.append(parse_pattern("b*"));
  pattern.append_any_run();
  pattern.prepend_any_run();
  pattern.prepend_any_run();
  EXPECT_EQ(pattern.tokens, (Tokens{kRun, text("a*b"), kRun}));
  Pattern nothing = plain_pattern("");
  EXPECT_TRUE(nothing.tokens.empty());
  EXPECT_TRUE(nothing.is_text());
  EXPECT_FALSE(pattern.is_text());
}

TEST(Pattern, ReadsForPeople) {
  Pattern pattern = parse_pattern(R"(*a\*?)");
  pattern.append_dash();
  EXPECT_EQ(to_string(pattern), "*a*?{-}");
}

}  // namespace
}  // namespace noroshi

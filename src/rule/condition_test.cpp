#include "rule/condition.h"

#include <gtest/gtest.h>

#include "rule/rule_for_test.h"

namespace noroshi {
namespace {

// Line 12 is the condition.
constexpr std::string_view kSelections =
    "  sel_a: x\n"
    "  sel_b: x\n"
    "  other_b: x\n"
    "  _sel_c: x\n"
    "  plus+dot.name: x\n"
    "  NOT: x\n";

LoadedRules load(std::string_view condition) {
  return load_detection(std::string(kSelections) + "  condition: " + std::string(condition) + "\n");
}

struct Golden {
  const char* condition;
  const char* tree;
};

class ConditionGolden : public testing::TestWithParam<Golden> {};

TEST_P(ConditionGolden, BecomesATreeOfSelections) {
  LoadedRules loaded = load(GetParam().condition);
  const Rule& rule = only_rule(loaded);
  EXPECT_EQ(describe(rule, rule.condition), GetParam().tree);
}

INSTANTIATE_TEST_SUITE_P(
    Grammar, ConditionGolden,
    testing::Values(
        Golden{"sel_a", "sel_a"}, Golden{"sel_a and sel_b", "AND(sel_a, sel_b)"},
        Golden{"sel_a or sel_b and other_b", "OR(sel_a, AND(sel_b, other_b))"},
        Golden{"sel_a and sel_b or other_b", "OR(AND(sel_a, sel_b), other_b)"},
        Golden{"(sel_a or sel_b) and other_b", "AND(OR(sel_a, sel_b), other_b)"},
        Golden{"((sel_a))", "sel_a"}, Golden{"not sel_a and sel_b", "AND(NOT(sel_a), sel_b)"},
        Golden{"not (sel_a and sel_b)", "NOT(AND(sel_a, sel_b))"},
        Golden{"not(sel_a)", "NOT(sel_a)"}, Golden{"not not sel_a", "sel_a"},
        Golden{"not not not sel_a", "NOT(sel_a)"}, Golden{"not (not sel_a)", "sel_a"},
        Golden{"not not (not sel_a)", "NOT(sel_a)"}, Golden{"1 of sel_*", "OR(sel_a, sel_b)"},
        Golden{"any of sel_*", "OR(sel_a, sel_b)"}, Golden{"all of sel_*", "AND(sel_a, sel_b)"},
        Golden{"all of s*_b", "sel_b"}, Golden{"1 of *_b", "OR(sel_b, other_b)"},
        Golden{"1 of *el*_*b", "sel_b"}, Golden{"1 of sel_a", "sel_a"},
        Golden{"not 1 of sel_*", "NOT(OR(sel_a, sel_b))"},
        Golden{"sel_a and not 1 of *_b", "AND(sel_a, NOT(OR(sel_b, other_b)))"},
        Golden{"1 of them", "OR(sel_a, sel_b, other_b, plus+dot.name, NOT)"},
        Golden{"all of them", "AND(sel_a, sel_b, other_b, plus+dot.name, NOT)"},
        Golden{"1 of *", "OR(sel_a, sel_b, other_b, plus+dot.name, NOT)"},
        Golden{"1 of _*", "_sel_c"}, Golden{"_sel_c", "_sel_c"}, Golden{"1 of _sel_c", "_sel_c"},
        Golden{"1 of plus+*", "plus+dot.name"}, Golden{"plus+dot.name", "plus+dot.name"},
        Golden{"sel_a AND sel_b", "AND(sel_a, sel_b)"}, Golden{"sel_a and NOT", "AND(sel_a, NOT)"},
        Golden{"ALL OF sel_*", "AND(sel_a, sel_b)"},
        Golden{"1 of THEM", "OR(sel_a, sel_b, other_b, plus+dot.name, NOT)"},
        Golden{"[sel_a, not sel_b]", "OR(sel_a, NOT(sel_b))"}, Golden{"[sel_a]", "sel_a"},
        Golden{"|\n    sel_a\n    or sel_b", "OR(sel_a, sel_b)"}));

struct Refusal {
  const char* condition;
  const char* says;
};

class ConditionRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(ConditionRefusal, SaysWhyAndWhere) {
  RuleProblem problem = only_problem(load(GetParam().condition));
  EXPECT_NE(problem.message.find(GetParam().says), std::string::npos) << problem.message;
  EXPECT_EQ(problem.line, 12);
}

INSTANTIATE_TEST_SUITE_P(
    Slips, ConditionRefusal,
    testing::Values(
        Refusal{"", "must be a text"}, Refusal{"''", "was expected, at the end"},
        Refusal{"[]", "must be a text"}, Refusal{"{a: b}", "must be a text"},
        Refusal{"nope",
                "no such selection; correct the name or add it under 'detection', at 'nope' "
                "(character 1"},
        Refusal{"sel_a and nope", "(character 11"},
        Refusal{"1 of nope_*", "the pattern fits no selection"},
        Refusal{"sel_a and not 1 of nope_*", "the pattern fits no selection"},
        Refusal{"1 of sel", "the pattern fits no selection"},
        Refusal{"1 of _nope*", "the pattern fits no selection"},
        Refusal{"2 of sel_*", "only '1 of', 'any of' and 'all of'"},
        Refusal{"sel_*", "needs '1 of' or 'all of'"}, Refusal{"1 of", "after 'of'"},
        Refusal{"1 of (sel_a)", "after 'of'"}, Refusal{"(sel_a", "')' was expected"},
        Refusal{"sel_a)", "or the end was expected"}, Refusal{"()", "name of a selection"},
        Refusal{"sel_a sel_b", "or the end was expected"},
        Refusal{"and sel_a", "name of a selection"}, Refusal{"sel_a or", "name of a selection"},
        Refusal{"not", "name of a selection"}, Refusal{"sel_a not sel_b", "or the end"}));

TEST(Condition, UpperCaseOperatorsAreAWarning) {
  LoadedRules loaded = load_detection("  a: x\n  b: x\n  condition: a AND b\n");
  EXPECT_NE(only_problem(loaded, ProblemKind::kWarning).message.find("write 'and' for 'AND'"),
            std::string::npos);
}

TEST(Condition, AnUnusedSelectionIsAWarning) {
  RuleProblem problem =
      only_problem(load_detection("  a: x\n  b: x\n  condition: a\n"), ProblemKind::kWarning);
  EXPECT_NE(problem.message.find("'b' is not used"), std::string::npos);
  EXPECT_EQ(problem.line, 7);
}

TEST(Condition, ThemNeedsAVisibleSelection) {
  LoadedRules loaded = load_detection("  _a: x\n  condition: 1 of them\n");
  EXPECT_NE(only_problem(loaded).message.find("no selection for 'them'"), std::string::npos);
}

TEST(Condition, AggregationsAreNotYet) {
  for (const char* condition :
       {"sel_a | count() > 5", "sel_a | near sel_b", "[sel_a, sel_b|count() > 1]"}) {
    RuleProblem problem = only_problem(load(condition), ProblemKind::kNotYet);
    EXPECT_NE(problem.message.find("aggregates"), std::string::npos);
    EXPECT_EQ(problem.line, 12);
    EXPECT_EQ(problem.title, "Test");
  }
}

TEST(Condition, LimitsLength) {
  std::string longest = "a";
  while (longest.size() + 5 <= kMaxConditionLength) {
    longest += " or a";
  }
  EXPECT_EQ(load_detection("  a: x\n  condition: " + longest + "\n").rules.size(), 1u);
  EXPECT_TRUE(load_detection("  a: x\n  condition: " + longest + " or a\n").rules.empty());
}

TEST(Condition, LimitsDepth) {
  auto nested = [](int depth) {
    auto count = static_cast<std::size_t>(depth);
    return "  a: x\n  condition: " + std::string(count, '(') + "a" + std::string(count, ')') + "\n";
  };
  EXPECT_EQ(load_detection(nested(kMaxConditionDepth)).rules.size(), 1u);
  EXPECT_TRUE(load_detection(nested(kMaxConditionDepth + 1)).rules.empty());
}

TEST(Condition, LimitsLookups) {
  std::string detection;
  for (int i = 0; i < 500; ++i) {
    detection += "  s" + std::to_string(i) + ": x\n";
  }
  auto with_patterns = [&](std::size_t count) {
    std::string condition = "1 of s*";
    for (std::size_t i = 1; i < count; ++i) {
      condition += " or 1 of s*";
    }
    return load_detection(detection + "  condition: " + condition + "\n");
  };
  EXPECT_EQ(with_patterns(kMaxLookups / 500).rules.size(), 1u);
  EXPECT_TRUE(with_patterns(kMaxLookups / 500 + 1).rules.empty());
}

}  // namespace
}  // namespace noroshi

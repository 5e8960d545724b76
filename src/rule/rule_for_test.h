// Rules written in a line or two, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "rule/loader.h"

namespace noroshi {

inline constexpr std::string_view kRuleHead =
    "title: Test\n"
    "id: 0f4b2b6e-6a3c-4d0e-9d55-1c9f2a3b4c5d\n"
    "logsource:\n"
    "  product: windows\n";

// `detection` is indented under "detection:" as it stands.
inline LoadedRules load_detection(std::string_view detection,
                                  const Placeholders& placeholders = {}) {
  std::string text(kRuleHead);
  text += "detection:\n";
  text += detection;
  return load_rules(text, "t.yml", placeholders);
}

// One item: "Image|contains: 'a'".
inline LoadedRules load_item(std::string_view item, const Placeholders& placeholders = {}) {
  return load_detection("  selection:\n    " + std::string(item) + "\n  condition: selection\n",
                        placeholders);
}

inline const Rule& only_rule(const LoadedRules& loaded) {
  static const Rule kNone;
  for (const RuleProblem& problem : loaded.problems) {
    if (problem.kind != ProblemKind::kWarning) {
      ADD_FAILURE() << problem.line << ": " << problem.message;
    }
  }
  if (loaded.rules.size() != 1) {
    ADD_FAILURE() << loaded.rules.size() << " rules, not one";
    return kNone;
  }
  return *loaded.rules.front();
}

// The one problem, or a failure. Of a document that was refused, or of a warning.
inline RuleProblem only_problem(const LoadedRules& loaded, ProblemKind kind = ProblemKind::kError) {
  if (loaded.problems.size() != 1 || loaded.problems[0].kind != kind) {
    ADD_FAILURE() << loaded.problems.size() << " problems, not one of the kind";
    for (const RuleProblem& problem : loaded.problems) {
      ADD_FAILURE() << problem.line << ": " << problem.message;
    }
    return {};
  }
  EXPECT_EQ(loaded.rules.size(), kind == ProblemKind::kWarning ? 1u : 0u);
  return loaded.problems[0];
}

// "AND(selection, NOT(OR(a, b)))"; items as their numbers.
inline std::string describe(const Rule& rule, const RuleNode& node) {
  std::string out;
  switch (node.kind) {
    case NodeKind::kItem:
      return std::to_string(node.index);
    case NodeKind::kSelection:
      return rule.selections.at(node.index).name;
    case NodeKind::kAnd:
      out = "AND(";
      break;
    case NodeKind::kOr:
      out = "OR(";
      break;
    case NodeKind::kNot:
      out = "NOT(";
      break;
  }
  for (const RuleNode& child : node.children) {
    if (&child != &node.children.front()) {
      out += ", ";
    }
    out += describe(rule, child);
  }
  return out + ")";
}

}  // namespace noroshi

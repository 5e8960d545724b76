// The condition language (specification, "Condition"), resolved to AND, OR and NOT over selections.
//
//   expression = and { "or" and }        and  = not { "and" not }      not = "not" not | primary
//   primary    = "(" expression ")" | quantifier "of" ( "them" | pattern ) | name
//   quantifier = "1" | "any" | "all"     pattern: a name in which `*` stands for any characters
//
//   selection and not 1 of filter_*      AND(selection, NOT(OR(filter_a, filter_b)))
//
// A name that starts with `_` is hidden from `them` and from patterns that do not start with `_`. A
// pattern that finds nothing is an error: it can only be a slip.
#pragma once

#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "rule/rule_draft.h"

namespace noroshi {

inline constexpr std::size_t kMaxConditionLength = std::size_t{64} * 1024;  // bytes
inline constexpr int kMaxConditionDepth = 100;                              // parentheses
inline constexpr std::size_t kMaxLookups = 100'000;  // names held against patterns, in one rule

// Fails with kUnsupported where `condition` (a text or a list) is of the old form with a `|`.
[[nodiscard]] Result<void> refuse_aggregation(RuleDraft& draft, const YamlNode& condition);

// Reads the conditions of one rule, whose selections are complete.
class ConditionReader {
 public:
  explicit ConditionReader(RuleDraft& draft)
      : draft_(draft), used_(draft.rule.selections.size(), false) {}

  [[nodiscard]] Result<RuleNode> read(std::string_view text);
  // Whether a condition that was read names the selection.
  [[nodiscard]] bool is_used(std::size_t selection) const { return used_[selection]; }

 private:
  struct Word {
    std::string_view text;
    std::size_t at = 0;  // in bytes, from the start of the condition
  };

  Result<void> split(std::string_view text);
  Result<RuleNode> expression(int depth);
  Result<RuleNode> conjunction(int depth);
  Result<RuleNode> negation(int depth);
  Result<RuleNode> primary(int depth);
  Result<RuleNode> quantified(const Word& quantifier);
  Result<RuleNode> named(const Word& name);
  RuleNode selection(std::size_t index);
  Result<RuleNode> chain(NodeKind kind, std::string_view operator_name, int depth);

  [[nodiscard]] bool at_end() const { return next_ == words_.size(); }
  // Whether the word `ahead` of the next is the keyword, in whatever case.
  [[nodiscard]] bool is_keyword(std::string_view keyword, std::size_t ahead = 0) const;
  void take_keyword(std::string_view keyword);
  [[nodiscard]] std::unexpected<Error> refuse(std::string_view message) const;
  [[nodiscard]] bool is_selection(std::string_view name) const;

  RuleDraft& draft_;
  std::vector<bool> used_;
  std::vector<Word> words_;
  std::size_t next_ = 0;
  std::size_t lookups_ = 0;
};

}  // namespace noroshi

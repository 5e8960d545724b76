// The inside of a RuleSet, for the files of this folder.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/expression.h"
#include "match/keyword_scanner.h"
#include "match/predicate.h"
#include "match/quick_predicate.h"
#include "match/rule_group.h"
#include "match/rule_set.h"

namespace noroshi {

struct CompiledRule {
  std::uint32_t root = 0;                 // in RuleSet::Implementation::expressions
  std::vector<std::uint32_t> predicates;  // of Rule::items
  std::vector<std::string> modifiers;     // of Rule::items, joined: "contains|all"
  std::vector<Witness> witnesses;         // empty: always evaluated
};

struct RuleSet::Implementation {
  const ViewTable* views = nullptr;
  std::vector<RulePtr> rules;
  std::vector<RuleStanding> standings;
  std::vector<CompiledRule> compiled;

  std::vector<std::string> field_names;
  std::unordered_map<std::string, FieldNumber> field_numbers;
  std::vector<bool> field_is_fixed;  // event id, channel, provider: decided by the Plan

  std::vector<std::unique_ptr<Predicate>> predicates;
  QuickPredicates quick;  // the same, for those that are simple
  Expressions expressions;

  std::vector<std::unique_ptr<RuleGroup>> groups;
  KeywordScanner keywords;  // of all groups
  static constexpr std::uint32_t kNoGroup = 0xffffffff;
  std::vector<std::uint32_t> group_of_view;                // by ViewId
  std::vector<std::vector<std::uint32_t>> guards_of_view;  // predicates, all must hold
  std::vector<std::unique_ptr<Item>> guard_items;          // owned: predicates point to them

  FieldNumber field_number(const std::string& name);
};

}  // namespace noroshi

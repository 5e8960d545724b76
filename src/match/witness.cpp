#include "match/witness.h"

#include "base/fold.h"

namespace noroshi {
namespace {

std::optional<WitnessSet> of_value(const Predicate& predicate, const PredicateValue& value) {
  if (value.is_null || value.number) {
    return std::nullopt;
  }
  WitnessSet set;
  auto add = [&](std::string literal, Anchor anchor) {
    set.frequency += estimated_frequency(literal, anchor) * (predicate.is_keyword() ? 8 : 1);
    set.witnesses.push_back({predicate.field(), std::move(literal), anchor});
  };
  if (value.regex != nullptr) {
    for (const std::string& needle : value.regex->needles()) {
      add(needle, Anchor::kAnywhere);
    }
    return set.witnesses.empty() ? std::nullopt : std::optional(std::move(set));
  }
  for (const TextPattern& pattern : value.patterns) {
    auto needle = pattern.needle();
    if (needle.text.empty() && needle.anchor != Anchor::kWhole) {
      return std::nullopt;
    }
    if (needle.text.empty() && !pattern.is_needle()) {
      return std::nullopt;  // `?` alone and the like
    }
    add(fold(needle.text), needle.anchor);
  }
  return set.witnesses.empty() ? std::nullopt : std::optional(std::move(set));
}

std::optional<WitnessSet> of_predicate(const Predicate& predicate,
                                       const std::vector<bool>& is_fixed) {
  const Item& item = predicate.item();
  bool has_literals = item.kind == ItemKind::kPattern || item.kind == ItemKind::kRegex;
  if (!has_literals || item.negation == Negation::kNegated ||
      (!predicate.is_keyword() && is_fixed[predicate.field()])) {
    return std::nullopt;
  }
  std::optional<WitnessSet> result;
  for (const PredicateValue& value : predicate.values()) {
    auto set = of_value(predicate, value);
    if (item.linking == Linking::kAll) {
      if (set && (!result || set->frequency < result->frequency)) {
        result = std::move(set);
      }
    } else if (!set) {
      return std::nullopt;
    } else if (!result) {
      result = std::move(set);
    } else {
      result->frequency += set->frequency;
      for (Witness& witness : set->witnesses) {
        result->witnesses.push_back(std::move(witness));
      }
    }
  }
  return result;
}

}  // namespace

std::optional<WitnessSet> find_witnesses(const Expressions& expressions, std::uint32_t root,
                                         std::span<const Predicate* const> predicates,
                                         const std::vector<bool>& is_fixed) {
  const ExpressionNode& node = expressions.node(root);
  if (node.kind == NodeKind::kItem) {
    return of_predicate(*predicates[node.first], is_fixed);
  }
  if (node.kind == NodeKind::kNot) {
    return std::nullopt;
  }
  std::optional<WitnessSet> result;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    auto set = find_witnesses(expressions, node.first + i, predicates, is_fixed);
    if (node.kind == NodeKind::kAnd) {
      if (set && (!result || set->frequency < result->frequency)) {
        result = std::move(set);
      }
    } else if (!set) {
      return std::nullopt;
    } else if (!result) {
      result = std::move(set);
    } else {
      result->frequency += set->frequency;
      for (Witness& witness : set->witnesses) {
        result->witnesses.push_back(std::move(witness));
      }
    }
  }
  return result;
}

}  // namespace noroshi

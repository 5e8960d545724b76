#include "match/witness.h"

#include <iterator>

#include "base/fold.h"

namespace noroshi {
namespace {

// Puts the sets of several parts together: of an AND the rarest, of an OR all or nothing.
class Gathering {
 public:
  explicit Gathering(Linking linking) : linking_(linking) {}

  void add(std::optional<WitnessSet> set) {
    if (linking_ == Linking::kAll) {
      if (set && (!result_ || set->frequency < result_->frequency)) {
        result_ = std::move(set);
      }
    } else if (!set) {
      without_ = true;
    } else if (!result_) {
      result_ = std::move(set);
    } else {
      result_->frequency += set->frequency;
      result_->witnesses.insert(result_->witnesses.end(),
                                std::make_move_iterator(set->witnesses.begin()),
                                std::make_move_iterator(set->witnesses.end()));
    }
  }
  std::optional<WitnessSet> take() { return without_ ? std::nullopt : std::move(result_); }

 private:
  Linking linking_;
  bool without_ = false;  // a part of an OR that has no witness
  std::optional<WitnessSet> result_;
};

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
  Gathering gathering(item.linking);
  for (const PredicateValue& value : predicate.values()) {
    gathering.add(of_value(predicate, value));
  }
  return gathering.take();
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
  Gathering gathering(node.kind == NodeKind::kAnd ? Linking::kAll : Linking::kAny);
  for (std::uint32_t i = 0; i < node.count; ++i) {
    gathering.add(find_witnesses(expressions, node.first + i, predicates, is_fixed));
  }
  return gathering.take();
}

}  // namespace noroshi

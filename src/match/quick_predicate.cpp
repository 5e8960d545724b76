#include "match/quick_predicate.h"

#include <algorithm>

namespace noroshi {
namespace {

bool is_quick(const Predicate& predicate, std::size_t most) {
  const Item& item = predicate.item();
  if (item.kind != ItemKind::kPattern || item.casing != Casing::kFolded || predicate.is_keyword() ||
      predicate.values().empty() || predicate.values().size() > most) {
    return false;
  }
  return std::ranges::all_of(predicate.values(), [](const PredicateValue& value) {
    return value.patterns.size() == 1 && value.patterns[0].is_needle() && !value.number &&
           !value.is_null && value.regex == nullptr;
  });
}

}  // namespace

void QuickPredicates::build(std::span<const std::unique_ptr<Predicate>> predicates) {
  entries_.assign(predicates.size(), {});
  for (std::size_t i = 0; i < predicates.size(); ++i) {
    if (predicates[i] == nullptr || !is_quick(*predicates[i], kMaxPatterns)) {
      continue;
    }
    Entry& entry = entries_[i];
    entry.field = predicates[i]->field();
    entry.first = static_cast<std::uint32_t>(patterns_.size());
    entry.count = static_cast<std::uint32_t>(predicates[i]->values().size());
    entry.linking = predicates[i]->item().linking;
    entry.negation = predicates[i]->item().negation;
    for (const PredicateValue& value : predicates[i]->values()) {
      auto needle = value.patterns[0].needle();
      patterns_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                           static_cast<std::uint32_t>(needle.text.size()), needle.anchor});
      bytes_ += needle.text;
    }
  }
}

}  // namespace noroshi

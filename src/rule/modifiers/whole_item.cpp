// all and neq: they act on the finished item, wherever in the chain they stand.
#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_all(ItemDraft& draft) {
  draft.item.linking = Linking::kAll;
  return {};
}

Result<void> apply_neq(ItemDraft& draft) {
  draft.item.negation = Negation::kNegated;
  return {};
}

}  // namespace noroshi

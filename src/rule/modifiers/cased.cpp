#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_cased(ItemDraft& draft) {
  TRY(draft.require({DraftType::kText}, "text"));
  draft.item.casing = Casing::kCased;
  return {};
}

}  // namespace noroshi

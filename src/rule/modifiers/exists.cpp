// exists: whether the record has the field at all, whatever its value.
#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_exists(ItemDraft& draft) {
  TRY(draft.require_first());
  TRY(draft.require_field());
  TRY(draft.require({DraftType::kBoolean}, "true or false, unquoted"));
  if (draft.item.values.size() != 1) {
    return fail(ErrorCode::kInvalidInput, "'exists' takes one value: true or false");
  }
  draft.item.kind = ItemKind::kExists;
  draft.item.expected = *draft.item.values[0].boolean;
  draft.item.values[0].alternatives.clear();
  return {};
}

}  // namespace noroshi

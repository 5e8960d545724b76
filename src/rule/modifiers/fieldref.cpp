// fieldref: the value is the name of another field of the same record. contains, startswith and
// endswith may follow.
#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_fieldref(ItemDraft& draft) {
  TRY(draft.require_first());
  TRY(draft.require_field());
  TRY(draft.require({DraftType::kText}, "the name of a field"));
  draft.item.kind = ItemKind::kFieldReference;
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    ItemValue& value = draft.item.values[i];
    if (value.written.empty()) {
      return fail(ErrorCode::kInvalidInput, "'fieldref' needs the name of a field, not ''");
    }
    draft.types[i] = DraftType::kFieldName;
    value.field = value.written;
    value.alternatives.clear();
  }
  return {};
}

}  // namespace noroshi

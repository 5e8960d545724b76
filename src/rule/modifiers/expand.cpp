// expand: `%name%` stands for the values of a placeholder. The values are put in when the item's
// text is read (placeholders.h), so that the modifiers before and after it see them alike; here is
// only the check that it stands where that is right.
#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_expand(ItemDraft& draft) {
  TRY(draft.require({DraftType::kText, DraftType::kRegex}, "text or a regular expression"));
  if (draft.is_encoded) {
    return fail(ErrorCode::kInvalidInput,
                "'expand' must stand before 'base64' and 'base64offset', or the placeholder's name "
                "is encoded instead of its values");
  }
  return {};
}

}  // namespace noroshi

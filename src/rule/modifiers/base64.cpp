// base64: the base 64 form of the value's bytes (UTF-8 of text), with padding.
#include "rule/modifiers/encoding.h"
#include "rule/modifiers/modifiers.h"

namespace noroshi {

Result<void> apply_base64(ItemDraft& draft) {
  TRY(draft.require({DraftType::kText, DraftType::kBytes}, "text"));
  draft.is_encoded = true;
  return encode_values(draft, DraftType::kText,
                       [](const std::string& text, std::vector<std::string>& out) -> Result<void> {
                         out.push_back(base64(text));
                         return {};
                       });
}

}  // namespace noroshi

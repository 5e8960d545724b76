// Bytes and texts that the encoding modifiers share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/modifiers/draft.h"

namespace noroshi {

// RFC 4648 base 64 with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

// The texts that a pattern stands for: one, or 5^n where it holds n dashes of windash. Fails on a
// wildcard, and where one pattern stands for more than kMaxEncodedTexts.
[[nodiscard]] Result<std::vector<std::string>> encodable_texts(const ItemDraft& draft,
                                                               const ItemValue& value);
inline constexpr std::size_t kMaxEncodedTexts = 3125;  // 5 dashes

// Replaces every alternative of every value (text, or bytes where `accepted` says so) by what
// `encode` appends for each of its texts.
template <typename Encode>
[[nodiscard]] Result<void> encode_values(ItemDraft& draft, DraftType becomes, Encode&& encode) {
  draft.patterns = 0;
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    ItemValue& value = draft.item.values[i];
    std::vector<std::string> texts = TRY(encodable_texts(draft, value));
    std::vector<std::string> encoded;
    for (const std::string& text : texts) {
      TRY(encode(text, encoded));
    }
    TRY(draft.count_patterns(encoded.size()));
    value.alternatives.clear();
    for (const std::string& text : encoded) {
      value.alternatives.push_back(plain_pattern(text));
    }
    draft.types[i] = becomes;
  }
  return {};
}

}  // namespace noroshi

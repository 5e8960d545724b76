// windash: a dash or slash that starts an option may be any dash that Windows programs take.
//
// A '-' or '/' varies where no word character stands before it and one follows; it becomes the
// token kDash instead of five times as many patterns:
//
//   'x -a /b --c d-e'    x {-}a {-}b -{-}c d-e
//
// A wildcard before it is no word character; the end of the text or a wildcard after it is none
// either. Word characters are ASCII letters, digits and '_', and every code point above U+007F
// outside General Punctuation (U+2000 to U+206F, where the other dashes are).
#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

bool is_ascii_word(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// General Punctuation is E2 80 80 to E2 81 AF in UTF-8.
bool is_general_punctuation(std::string_view at) {
  if (at.size() < 3 || !at.starts_with('\xe2')) {
    return false;
  }
  auto second = static_cast<unsigned char>(at[1]);
  return second == 0x80 || (second == 0x81 && static_cast<unsigned char>(at[2]) <= 0xaf);
}

bool word_at(std::string_view text, std::size_t at) {
  auto c = static_cast<unsigned char>(text[at]);
  return c < 0x80 ? is_ascii_word(c) : !is_general_punctuation(text.substr(at));
}

bool word_before(std::string_view text, std::size_t at) {
  if (at == 0) {
    return false;
  }
  std::size_t start = at - 1;
  while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) {
    --start;
  }
  return word_at(text, start);
}

Pattern with_dashes(const Pattern& pattern) {
  Pattern out;
  for (const PatternToken& token : pattern.tokens) {
    if (token.part != PatternPart::kLiteral) {
      out.tokens.push_back(token);
      continue;
    }
    std::string_view text = token.text;
    std::size_t done = 0;
    for (std::size_t at = text.find_first_of("-/"); at != std::string_view::npos;
         at = text.find_first_of("-/", at + 1)) {
      if (at + 1 < text.size() && word_at(text, at + 1) && !word_before(text, at)) {
        out.append_text(text.substr(done, at - done));
        out.append_dash();
        done = at + 1;
      }
    }
    out.append_text(text.substr(done));
  }
  return out;
}

}  // namespace

Result<void> apply_windash(ItemDraft& draft) {
  TRY(draft.require({DraftType::kText}, "text"));
  for (ItemValue& value : draft.item.values) {
    for (Pattern& pattern : value.alternatives) {
      pattern = with_dashes(pattern);
    }
  }
  return {};
}

}  // namespace noroshi

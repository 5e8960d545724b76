// Text for the oracle: code points, and simple Unicode case folding of its own.
//
// Folding is one code point to one (CaseFolding.txt status C and S): 'K' (Kelvin) folds to 'k',
// 'ß' stays, and no fold changes the length of a text.
#pragma once

#include <string>
#include <string_view>

namespace noroshi::oracle {

// Invalid bytes become U+FFFD one by one; what to_text() gives is always valid.
[[nodiscard]] std::u32string code_points(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
[[nodiscard]] char32_t fold(char32_t c);
[[nodiscard]] std::u32string fold(std::u32string_view text);

// Only A-Z to a-z; for names of fields, channels and modifiers.
[[nodiscard]] std::string ascii_lower(std::string_view text);
// What counts as part of a word beside a dash (windash): letters, digits and underscore of ASCII,
// and every other code point but General Punctuation (U+2000 to U+206F, where more dashes are).
[[nodiscard]] bool is_word(char32_t c);

// Whether the two differ in the case of ASCII letters only, if at all.
[[nodiscard]] inline bool same_but_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() && ascii_lower(left) == ascii_lower(right);
}

}  // namespace noroshi::oracle

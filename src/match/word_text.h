// Words of text, as looking for indicators understands them. One definition for the scanner, and in
// its own words again in the oracle (test/support/oracle/indicators.h).
//
// A *word character* is a letter, a digit, '_' or '-', or any character beyond ASCII. A *word* is a
// longest run of word characters and dots, without the dots at its ends. So evil.com is a word of
// "x@evil.com." and not of "notevil.com", "evil.com.au" or "evil.com-x". A percent escape counts as
// a border too: evil.com is a word of "u=http%3A%2F%2Fevil.com" (of "%2Fevil.com" both 2Fevil.com
// and evil.com are words).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace noroshi {

// Classes of folded bytes. Upper case does not occur in folded text.
enum WordClass : std::uint8_t {
  kDigit = 1,
  kHexLetter = 2,  // a to f
  kOtherWord = 4,  // g to z, '_', bytes beyond ASCII
  kDash = 8,
  kDot = 16,
  kBackslash = 32,
  kSlash = 64,
  kColon = 128,
};
inline constexpr std::uint8_t kHexDigit = kDigit | kHexLetter;
inline constexpr std::uint8_t kWordCharacter = kHexDigit | kOtherWord | kDash;
inline constexpr std::uint8_t kWordOrDot = kWordCharacter | kDot;

namespace detail {
constexpr std::array<std::uint8_t, 256> make_word_classes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = c >= '0' && c <= '9'                              ? kDigit
               : c >= 'a' && c <= 'f'                            ? kHexLetter
               : (c >= 'g' && c <= 'z') || c == '_' || c >= 0x80 ? kOtherWord
               : c == '-'                                        ? kDash
               : c == '.'                                        ? kDot
               : c == '\\'                                       ? kBackslash
               : c == '/'                                        ? kSlash
               : c == ':'                                        ? kColon
                                                                 : 0;
  }
  return table;
}
}  // namespace detail
inline constexpr std::array<std::uint8_t, 256> kWordClasses = detail::make_word_classes();

[[nodiscard]] constexpr std::uint8_t word_class(char c) {
  return kWordClasses[static_cast<unsigned char>(c)];
}

// Whether "%XX" ends right before text[at].
[[nodiscard]] constexpr bool follows_escape(std::string_view text, std::size_t at) {
  return at >= 3 && text[at - 3] == '%' && (word_class(text[at - 2]) & kHexDigit) != 0 &&
         (word_class(text[at - 1]) & kHexDigit) != 0;
}

// Whether a part of `text` that begins at `at` is not the middle of a word.
[[nodiscard]] constexpr bool word_may_begin(std::string_view text, std::size_t at) {
  if (at == text.size() || (word_class(text[at]) & kWordOrDot) == 0) {
    return true;
  }
  while (at > 0 && !follows_escape(text, at) && (word_class(text[at - 1]) & kDot) != 0) {
    --at;
  }
  return at == 0 || follows_escape(text, at) || (word_class(text[at - 1]) & kWordCharacter) == 0;
}

// The same for a part that ends before `at`.
[[nodiscard]] constexpr bool word_may_end(std::string_view text, std::size_t at) {
  if (at == 0 || (word_class(text[at - 1]) & kWordOrDot) == 0) {
    return true;
  }
  while (at < text.size() && (word_class(text[at]) & kDot) != 0) {
    ++at;
  }
  return at == text.size() || (word_class(text[at]) & kWordCharacter) == 0;
}

}  // namespace noroshi

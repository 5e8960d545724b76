// Folding: text made comparable without regard to case.
//
// Policy: Unicode *simple* case folding (CaseFolding.txt, status C and S): one code point becomes
// one code point. So `ſ` and `K` (Kelvin) fold to s and k, `ß`, `İ` and `ŉ` stay themselves, final
// sigma equals sigma, and positions counted in code points hold in the folded text as well. No
// normalisation: é and e + U+0301 differ. Unpaired surrogates and invalid UTF-8 become U+FFFD.
//
// The folded form is UTF-8, whatever the source's encoding: one matcher serves all sources, and the
// usual case (UTF-16 holding ASCII) is narrowed and lowered 16 characters at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/bytes.h"

namespace noroshi {

[[nodiscard]] char32_t fold(char32_t code_point);

// `text` is UTF-8. Cost: about 0.1 ns an ASCII byte, 10 ns any other code point.
[[nodiscard]] std::string fold(std::string_view text);

// Into the arena: at most 3 bytes per UTF-16 unit, 3 per byte of UTF-8. A trailing odd byte of
// UTF-16 is dropped.
[[nodiscard]] std::string_view fold_utf16(Bytes text, Arena& arena);
[[nodiscard]] std::string_view fold_utf8(std::string_view text, Arena& arena);

// The same to `out`, which has room for fold_capacity(text.size()) bytes; returns the end.
[[nodiscard]] char* fold_utf16_to(Bytes text, char* out);
[[nodiscard]] char* fold_utf8_to(std::string_view text, char* out);
[[nodiscard]] constexpr std::size_t fold_capacity(std::size_t bytes) {
  return bytes * 3 + 16;
}

// The scalar twins, for tests.
[[nodiscard]] std::string_view fold_utf16_scalar(Bytes text, Arena& arena);

}  // namespace noroshi

// Defanged text made live again: how people write indicators so that nobody clicks on them.
//
//   hxxps://evil[.]example[.]com/a   ->  https://evil.example.com/a
//   user[at]evil(dot)example         ->  user@evil.example
//   10[.]0[.]0[.]1, 10.0.0[.1]       ->  10.0.0.1
//
// Also: hXXp, fxp, {.}, [:], [://], [/], [@], \., quotes, <...>, and a comma or semicolon at the
// end.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Linear in `text`. What is not defanged stays as it is.
[[nodiscard]] std::string refang(std::string_view text);

// `text` without white space at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace noroshi

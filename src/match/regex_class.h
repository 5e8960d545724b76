// A character class of a regular expression, [a-z0-9_]: which ASCII characters it holds.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>

namespace noroshi {

struct RegexClass {
  std::bitset<128> members;   // folded
  bool beyond_ascii = false;  // it holds other characters too, which `members` does not tell
};

// The class that starts at `text[at]`, which is '['; moves `at` behind it. None for what is not
// understood here (POSIX names, \D, \x41): then nothing is known of the expression.
[[nodiscard]] std::optional<RegexClass> take_regex_class(std::string_view text, std::size_t& at);

}  // namespace noroshi

// Placeholders: under `expand`, `%name%` in a value stands for the values of `name`.
//
//   'srv-%site%-*' with site: [a, b]      srv-a-*, srv-b-*
//
// `\%` is a plain percent sign, and so is a `%` that closes no name. Names are made of letters,
// digits, `_`, `-`, `.`. A value means what it would mean had the author written it there: `*` and
// `?` are wildcards, a backslash escapes them; in a regular expression it is a part of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/loader.h"
#include "rule/pattern.h"

namespace noroshi {

inline constexpr std::size_t kMaxExpansions = 100'000;  // patterns made of one value

// Every combination of values. A name without values stays as `%name%`, and is added to `missing`.
[[nodiscard]] Result<std::vector<Pattern>> expand_pattern(std::string_view text,
                                                          const Placeholders& placeholders,
                                                          std::vector<std::string>& missing);

// One expression, in which each placeholder is a group: (?:a|b).
[[nodiscard]] std::string expand_regex(std::string_view text, const Placeholders& placeholders,
                                       std::vector<std::string>& missing);

}  // namespace noroshi

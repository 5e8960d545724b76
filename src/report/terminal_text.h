// Text that must fit a terminal: how wide it is there, cutting, wrapping, colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"

namespace noroshi {

enum class Colour : bool { kNo, kYes };
enum class Lines : bool { kAscii, kUnicode };  // what boxes and dots are drawn with

struct TerminalStyle {
  Colour colour = Colour::kNo;
  Lines lines = Lines::kAscii;
  std::size_t width = 100;
};

// Columns that valid UTF-8 takes: 2 for East Asian wide characters, 0 for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

// `text` with hostile characters as escapes, at most `width` columns, cut with an ellipsis.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width, Lines lines);

// `text` with hostile characters as escapes, in lines of at most `width` columns, cut at spaces
// where there are any; at most `most` lines, the last of them cut with an ellipsis.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width,
                                            std::size_t most, Lines lines);

// `text` and spaces up to `width` columns.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width);

// The level's name in the language of the process, e.g. "high".
[[nodiscard]] std::string_view level_name(RuleLevel level);

// The level's name, padded to `width`, in its colour.
[[nodiscard]] std::string level_text(RuleLevel level, std::size_t width, Colour colour);

}  // namespace noroshi

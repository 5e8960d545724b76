// How output looks, from what it goes to and from the environment.
#pragma once

#include <string_view>

#include "cli/output.h"
#include "report/terminal_text.h"

namespace noroshi::cli {

enum class ColourChoice { kAuto, kAlways, kNever };

// "auto", "always" or "never".
[[nodiscard]] ColourChoice colour_from(std::string_view text);

// Colour on terminals unless NO_COLOR is set to something; box lines where the locale is UTF-8;
// the terminal's width, else COLUMNS, else 100.
[[nodiscard]] TerminalStyle style_for(const Output& output, ColourChoice choice);

}  // namespace noroshi::cli

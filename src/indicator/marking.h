// Markings of the Traffic Light Protocol in text: TLP:AMBER+STRICT and the like.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// The first marking in `text` as "TLP:AMBER+STRICT", or nothing. Versions 1 and 2, in any case,
// with or without a space behind the colon.
[[nodiscard]] std::string marking_in(std::string_view text);

}  // namespace noroshi

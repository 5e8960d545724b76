// Encodings that modifiers apply to a value before it is matched.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace noroshi::oracle {

[[nodiscard]] std::string base64(std::string_view bytes);
// The three forms in which `bytes` shows inside the Base64 of a longer text, for the three places
// where it may start: only the characters that no neighbour changes.
[[nodiscard]] std::array<std::string, 3> base64_offsets(std::string_view bytes);

enum class Utf16 { kLittle, kBig, kLittleWithMark };
[[nodiscard]] std::string utf16(std::u32string_view text, Utf16 form);

}  // namespace noroshi::oracle

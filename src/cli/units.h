// Numbers for people: "1,234,567", "12.3 MB", "1 min 05 s".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi::cli {

[[nodiscard]] std::string count_text(std::uint64_t count);
[[nodiscard]] std::string bytes_text(std::uint64_t bytes);
[[nodiscard]] std::string duration_text(double seconds);
// "1 file", "2 files"; in another language what the message table has for "{0} files".
[[nodiscard]] std::string plural(std::uint64_t count, std::string_view noun);

}  // namespace noroshi::cli

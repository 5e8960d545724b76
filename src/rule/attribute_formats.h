// The forms that the specification gives to ids, tags and dates.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

[[nodiscard]] bool is_uuid(std::string_view text);  // 8-4-4-4-12 hex digits
[[nodiscard]] bool is_tag(std::string_view text);   // [a-z0-9_-]+ \. [a-z0-9._-]+
[[nodiscard]] bool is_date(std::string_view text);  // 2026-11-23, 2026/11/23, 2026/1/3

[[nodiscard]] std::string ascii_lower(std::string_view text);

}  // namespace noroshi

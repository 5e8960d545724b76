#include "rule/attribute_formats.h"

#include <algorithm>

namespace noroshi {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}
bool is_tag_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : !is_hex(text[i])) {
      return false;
    }
  }
  return true;
}

bool is_tag(std::string_view text) {
  std::size_t dot = text.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < text.size() &&
         std::ranges::all_of(text.substr(0, dot), is_tag_character) &&
         std::ranges::all_of(text.substr(dot + 1),
                             [](char c) { return c == '.' || is_tag_character(c); });
}

bool is_date(std::string_view text) {
  std::size_t first = text.find_first_of("-/");
  if (first != 4) {
    return false;
  }
  std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) {
    return false;
  }
  auto is_number = [&](std::string_view digits) {
    bool fits = text[first] == '-' ? digits.size() == 2 : digits.size() == 1 || digits.size() == 2;
    return fits && std::ranges::all_of(digits, is_digit);
  };
  return std::ranges::all_of(text.substr(0, 4), is_digit) &&
         is_number(text.substr(first + 1, second - first - 1)) &&
         is_number(text.substr(second + 1));
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

}  // namespace noroshi

#include "support/oracle/text.h"

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace noroshi::oracle {
namespace {

constexpr std::pair<char32_t, char32_t> kFolds[] = {
#include "support/oracle/case_folding.inc"
};

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  std::size_t i = 0;
  while (i < utf8.size()) {
    auto first = static_cast<std::uint8_t>(utf8[i]);
    std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t c = length == 1   ? first
                 : length == 2 ? first & 0x1Fu
                 : length == 3 ? first & 0x0Fu
                               : first & 0x07u;
    bool valid = first < 0x80 || (first >= 0xC2 && first < 0xF5);
    for (std::size_t k = 1; k < length && valid; ++k) {
      valid = i + k < utf8.size() && (static_cast<std::uint8_t>(utf8[i + k]) & 0xC0) == 0x80;
      if (valid) {
        c = (c << 6) | (static_cast<std::uint8_t>(utf8[i + k]) & 0x3Fu);
      }
    }
    out.push_back(valid ? c : U'�');
    i += valid ? length : 1;
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  auto byte = [&out](char32_t c) { out.push_back(static_cast<char>(c)); };
  for (char32_t c : text) {
    if (c < 0x80) {
      byte(c);
    } else if (c < 0x800) {
      byte(0xC0 | (c >> 6));
      byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      byte(0xE0 | (c >> 12));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    } else {
      byte(0xF0 | (c >> 18));
      byte(0x80 | ((c >> 12) & 0x3F));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    }
  }
  return out;
}

char32_t fold(char32_t c) {
  if (c < 0x80) {
    return c >= U'A' && c <= U'Z' ? c + 32 : c;
  }
  static const std::unordered_map<char32_t, char32_t> folds(std::begin(kFolds), std::end(kFolds));
  auto found = folds.find(c);
  return found == folds.end() ? c : found->second;
}

std::u32string fold(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) {
    c = fold(c);
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

bool is_word(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') ||
         c == U'_' || (c > 0x7F && !(c >= 0x2000 && c <= 0x206F));
}

}  // namespace noroshi::oracle

#include "support/oracle/encoding.h"

#include <cstdint>

namespace noroshi::oracle {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (char c : bytes) {
    for (int bit = 7; bit >= 0; --bit) {
      bits.push_back((static_cast<unsigned>(static_cast<std::uint8_t>(c)) >> bit & 1u) != 0 ? '1'
                                                                                            : '0');
    }
  }
  std::string out;
  for (std::size_t i = 0; i < bits.size(); i += 6) {
    std::string group = bits.substr(i, 6);
    group.resize(6, '0');
    std::size_t digit = 0;
    for (char c : group) {
      digit = digit * 2 + (c == '1' ? 1 : 0);
    }
    out.push_back(kDigits[digit]);
  }
  while (out.size() % 4 != 0) {
    out.push_back('=');
  }
  return out;
}

std::array<std::string, 3> base64_offsets(std::string_view bytes) {
  constexpr std::size_t kDropFront[] = {0, 2, 3};
  constexpr std::size_t kDropBack[] = {0, 3, 2};
  std::array<std::string, 3> out;
  for (std::size_t i = 0; i < 3; ++i) {
    std::string encoded = base64(std::string(i, ' ') + std::string(bytes));
    std::size_t back = kDropBack[(bytes.size() + i) % 3];
    std::size_t front = kDropFront[i];
    out[i] = front + back < encoded.size() ? encoded.substr(front, encoded.size() - front - back)
                                           : std::string();
  }
  return out;
}

std::string utf16(std::u32string_view text, Utf16 form) {
  std::string out = form == Utf16::kLittleWithMark ? "\xFF\xFE" : "";
  auto unit = [&out, form](char32_t u) {
    auto high = static_cast<char>(u >> 8);
    auto low = static_cast<char>(u & 0xFF);
    out.push_back(form == Utf16::kBig ? high : low);
    out.push_back(form == Utf16::kBig ? low : high);
  };
  for (char32_t c : text) {
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800 + ((c - 0x10000) >> 10));
      unit(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

}  // namespace noroshi::oracle

#include "match/network_match.h"

#include <array>
#include <charconv>
#include <cstring>

namespace noroshi {
namespace {

bool parse_ipv4(std::string_view text, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    std::size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos || dot == 0 || dot > 3) {
      return false;
    }
    unsigned value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + dot, value);
    if (error != std::errc{} || end != text.data() + dot || value > 255 ||
        (dot > 1 && text[0] == '0')) {
      return false;
    }
    out[i] = static_cast<std::uint8_t>(value);
    text.remove_prefix(i < 3 ? dot + 1 : dot);
  }
  return text.empty();
}

// Groups of hex digits separated by ':', the last of which may be an IPv4 address. Fills words and
// returns their number, or nothing.
std::optional<std::size_t> parse_groups(std::string_view text, std::array<std::uint8_t, 16>& out) {
  if (text.empty()) {
    return 0;
  }
  std::size_t count = 0;
  for (;;) {
    std::size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
      if (count > 6 || !parse_ipv4(group, out.data() + 2 * count)) {
        return std::nullopt;
      }
      return count + 2;
    }
    unsigned value = 0;
    auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (count == 8 || group.empty() || group.size() > 4 || error != std::errc{} ||
        end != group.data() + group.size()) {
      return std::nullopt;
    }
    out[2 * count] = static_cast<std::uint8_t>(value >> 8);
    out[2 * count + 1] = static_cast<std::uint8_t>(value);
    ++count;
    if (colon == std::string_view::npos) {
      return count;
    }
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  Address address;
  if (text.find(':') == std::string_view::npos) {
    if (!parse_ipv4(text, address.bytes + 12)) {
      return std::nullopt;
    }
    address.bytes[10] = 0xff;
    address.bytes[11] = 0xff;
    address.is_ipv4 = true;
    return address;
  }
  text = text.substr(0, text.find('%'));
  std::array<std::uint8_t, 16> front{};
  std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    auto count = parse_groups(text, front);
    if (!count || *count != 8) {
      return std::nullopt;
    }
    std::memcpy(address.bytes, front.data(), 16);
  } else {
    std::array<std::uint8_t, 16> back{};
    // An IPv4 address may only stand at the very end.
    if (text.substr(0, gap).find('.') != std::string_view::npos) {
      return std::nullopt;
    }
    auto before = parse_groups(text.substr(0, gap), front);
    auto after = parse_groups(text.substr(gap + 2), back);
    if (!before || !after || *before + *after > 7) {
      return std::nullopt;
    }
    std::memcpy(address.bytes, front.data(), 2 * *before);
    std::memcpy(address.bytes + 16 - 2 * *after, back.data(), 2 * *after);
  }
  static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  address.is_ipv4 = std::memcmp(address.bytes, kMapped, 12) == 0;
  return address;
}

bool contains(const Network& network, const Address& address) {
  if (network.is_ipv4 != address.is_ipv4) {
    // ::/0 and the like hold mapped addresses only as IPv4: two families, two answers.
    return false;
  }
  unsigned whole = network.prefix / 8;
  unsigned rest = network.prefix % 8;
  if (std::memcmp(network.address, address.bytes, whole) != 0) {
    return false;
  }
  if (rest == 0) {
    return true;
  }
  auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return ((network.address[whole] ^ address.bytes[whole]) & mask) == 0;
}

}  // namespace noroshi

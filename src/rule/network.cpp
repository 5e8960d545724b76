#include "rule/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace noroshi {
namespace {

constexpr int kMappedPrefix = 96;  // IPv4 addresses stand in ::ffff:0:0/96

// All of `text` as a number of at most `longest` digits.
bool parse_digits(std::string_view text, int base, std::size_t longest, unsigned& out) {
  if (text.empty() || text.size() > longest) {
    return false;
  }
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc{} && end == text.data() + text.size();
}

// Four decimal numbers without leading zeros, into 4 bytes.
bool parse_ipv4(std::string_view text, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    std::size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) {
      return false;
    }
    std::string_view digits = text.substr(0, dot);
    unsigned number = 0;
    if (!parse_digits(digits, 10, 3, number) || number > 255 ||
        (digits.size() > 1 && digits[0] == '0')) {
      return false;
    }
    out[i] = static_cast<std::uint8_t>(number);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return true;
}

// RFC 4291, section 2.2: groups of hex digits, one "::" for a run of zero groups, and perhaps an
// IPv4 address in place of the last two groups.
bool parse_ipv6(std::string_view text, std::uint8_t* out) {
  std::uint8_t bytes[16] = {};
  std::size_t count = 0;
  std::size_t gap = 17;  // where "::" stands, in bytes; 17 = nowhere
  if (text.starts_with("::")) {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    std::size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    unsigned number = 0;
    if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
      if (count > 12 || !parse_ipv4(group, bytes + count)) {
        return false;
      }
      count += 4;
      break;
    }
    if (count > 14 || !parse_digits(group, 16, 4, number)) {
      return false;
    }
    bytes[count++] = static_cast<std::uint8_t>(number >> 8);
    bytes[count++] = static_cast<std::uint8_t>(number & 0xff);
    if (colon == std::string_view::npos) {
      break;
    }
    text.remove_prefix(colon + 1);
    if (text.starts_with(':')) {
      if (gap <= 16) {
        return false;
      }
      gap = count;
      text.remove_prefix(1);
    } else if (text.empty()) {
      return false;
    }
  }
  if (gap > 16) {
    std::copy_n(bytes, 16, out);
    return count == 16;
  }
  std::fill_n(out, 16, std::uint8_t{0});
  std::copy_n(bytes, gap, out);
  std::copy(bytes + gap, bytes + count, out + 16 - (count - gap));
  return count <= 14;
}

bool parse_address(std::string_view text, Network& network) {
  if (parse_ipv6(text, network.address)) {
    return true;
  }
  network = Network{.is_ipv4 = true};
  network.address[10] = 0xff;
  network.address[11] = 0xff;
  return parse_ipv4(text, network.address + 12);
}

bool host_bits_are_zero(const Network& network) {
  for (unsigned bit = network.prefix; bit < 128; ++bit) {
    if ((network.address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<Network> parse_network(std::string_view text) {
  auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::kInvalidInput, fmt::format("'{}' is not a network: {}", text, why));
  };
  Network network;
  std::size_t slash = text.find('/');
  if (!parse_address(text.substr(0, slash), network)) {
    return refuse("write an IPv4 or IPv6 address and a prefix length, such as 10.0.0.0/8");
  }
  unsigned longest = network.is_ipv4 ? 32 : 128;
  unsigned prefix = longest;
  if (slash != std::string_view::npos &&
      (!parse_digits(text.substr(slash + 1), 10, 3, prefix) || prefix > longest)) {
    return refuse(fmt::format("the prefix length must be 0 to {}", longest));
  }
  network.prefix = static_cast<std::uint8_t>(prefix + (network.is_ipv4 ? kMappedPrefix : 0));
  if (!host_bits_are_zero(network)) {
    return refuse("it has bits set beyond its prefix; write the network's first address");
  }
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8 in other words.
  static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  network.is_ipv4 = network.prefix >= kMappedPrefix &&
                    std::equal(std::begin(kMapped), std::end(kMapped), network.address);
  return network;
}

}  // namespace noroshi

#include "support/oracle/address.h"

#include <arpa/inet.h>

#include <algorithm>

namespace noroshi::oracle {
namespace {

bool bit(const Address& address, unsigned index) {
  return (address.bytes[index / 8] >> (7 - index % 8) & 1) != 0;
}

std::optional<Address> parse_as_written(const std::string& text) {
  Address address;
  if (text.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.is_v4 = true;
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

bool is_mapped(const Address& address) {
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return !address.is_v4 && std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin());
}

Address unmap(const Address& address) {
  Address v4;
  v4.is_v4 = true;
  std::copy_n(address.bytes.begin() + 12, 4, v4.bytes.begin());
  return v4;
}

}  // namespace

std::optional<Address> parse_address(const std::string& text) {
  // A zone ("fe80::1%4") names an interface, not an address.
  bool zone = text.find(':') != std::string::npos;
  std::optional<Address> address = parse_as_written(zone ? text.substr(0, text.find('%')) : text);
  if (address && is_mapped(*address)) {
    return unmap(*address);
  }
  return address;
}

std::optional<AddressBlock> parse_block(const std::string& text) {
  std::size_t slash = text.find('/');
  std::optional<Address> address = parse_as_written(text.substr(0, slash));
  if (!address) {
    return std::nullopt;
  }
  AddressBlock block{*address, address->is_v4 ? 32u : 128u};
  if (slash != std::string::npos) {
    std::string digits = text.substr(slash + 1);
    if (digits.empty() || digits.size() > 3 ||
        !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }) ||
        static_cast<unsigned>(std::stoi(digits)) > block.prefix) {
      return std::nullopt;
    }
    block.prefix = static_cast<unsigned>(std::stoi(digits));
  }
  for (unsigned i = block.prefix; i < (block.address.is_v4 ? 32u : 128u); ++i) {
    if (bit(block.address, i)) {
      return std::nullopt;
    }
  }
  if (is_mapped(block.address) && block.prefix >= 96) {
    return AddressBlock{unmap(block.address), block.prefix - 96};
  }
  return block;
}

bool holds(const AddressBlock& block, const Address& address) {
  if (block.address.is_v4 != address.is_v4) {
    return false;
  }
  for (unsigned i = 0; i < block.prefix; ++i) {
    if (bit(block.address, i) != bit(address, i)) {
      return false;
    }
  }
  return true;
}

}  // namespace noroshi::oracle

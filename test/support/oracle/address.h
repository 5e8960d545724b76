// IP addresses and networks for the oracle.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace noroshi::oracle {

struct Address {
  bool is_v4 = false;
  std::array<std::uint8_t, 16> bytes{};  // the first four for IPv4
};

struct AddressBlock {
  Address address;
  unsigned prefix = 0;
};

// An IPv4-mapped IPv6 address (::ffff:a.b.c.d) counts as IPv4. Anything that is not exactly one
// address is nothing.
[[nodiscard]] std::optional<Address> parse_address(const std::string& text);
// "a.b.c.d/n", "x::y/n", or a bare address (one host). Bits of the host that are set: nothing.
[[nodiscard]] std::optional<AddressBlock> parse_block(const std::string& text);
// An IPv4 block holds IPv4 addresses only, an IPv6 block IPv6 addresses only.
[[nodiscard]] bool holds(const AddressBlock& block, const Address& address);

}  // namespace noroshi::oracle

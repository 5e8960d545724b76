// Addresses against networks, as numbers: never as text.
#pragma once

#include <optional>
#include <string_view>

#include "rule/rule.h"

namespace noroshi {

struct Address {
  std::uint8_t bytes[16] = {};  // IPv4 as ::ffff:a.b.c.d
  bool is_ipv4 = false;
};

// "10.0.0.1", "fe80::1", "fe80::1%4" (the zone is dropped), "::ffff:10.0.0.1" (counts as IPv4).
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

[[nodiscard]] bool contains(const Network& network, const Address& address);

}  // namespace noroshi

// IP addresses and networks as Sigma's `cidr` writes them.
#pragma once

#include <string_view>

#include "base/result.h"
#include "rule/rule.h"

namespace noroshi {

// "10.0.0.0/8", "fc00::/7", or a bare address. Host bits that are set are an error.
[[nodiscard]] Result<Network> parse_network(std::string_view text);

}  // namespace noroshi

// Name-based UUIDs (RFC 9562, version 5): the same name gives the same id, on every run and
// machine.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

using Uuid = std::array<std::byte, 16>;

// SHA-1 of `name_space` and `name`, cut to 128 bits and marked as version 5. Cost: about 1 us.
[[nodiscard]] Uuid uuid_v5(const Uuid& name_space, std::string_view name);

// "74738ff5-5367-5958-9aee-98fffdcd1876"
void append_uuid(const Uuid& uuid, std::string& out);

}  // namespace noroshi

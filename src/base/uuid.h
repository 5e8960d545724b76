// Name-based UUIDs (RFC 9562, version 5): the same name gives the same id, on every run and
// machine.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/sha1.h"

namespace noroshi {

using Uuid = std::array<std::byte, 16>;

// SHA-1 of `name_space` and `name`, cut to 128 bits and marked as version 5. Cost: 0.15 us for each
// 64 bytes.
[[nodiscard]] Uuid uuid_v5(const Uuid& name_space, std::string_view name);

// The same for many names that start alike: the start is hashed once.
class UuidNames {
 public:
  UuidNames(const Uuid& name_space, std::string_view start);
  // uuid_v5(name_space, start + rest).
  [[nodiscard]] Uuid id_of(std::string_view rest) const;

 private:
  Sha1 start_;
};

// "74738ff5-5367-5958-9aee-98fffdcd1876"
void append_uuid(const Uuid& uuid, std::string& out);

}  // namespace noroshi

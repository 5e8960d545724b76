#include "base/uuid.h"

#include <cstring>

namespace noroshi {

UuidNames::UuidNames(const Uuid& name_space, std::string_view start) {
  start_.update(name_space.data(), name_space.size());
  start_.update(start.data(), start.size());
}

Uuid UuidNames::id_of(std::string_view rest) const {
  Sha1 hash = start_;
  hash.update(rest.data(), rest.size());
  auto digest = hash.finish();
  Uuid uuid;
  std::memcpy(uuid.data(), digest.data(), uuid.size());
  uuid[6] = (uuid[6] & std::byte{0x0f}) | std::byte{0x50};
  uuid[8] = (uuid[8] & std::byte{0x3f}) | std::byte{0x80};
  return uuid;
}

Uuid uuid_v5(const Uuid& name_space, std::string_view name) {
  return UuidNames(name_space, {}).id_of(name);
}

void append_uuid(const Uuid& uuid, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  char text[36];
  char* at = text;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      *at++ = '-';
    }
    auto byte = std::to_integer<std::size_t>(uuid[i]);
    *at++ = kDigits[byte >> 4];
    *at++ = kDigits[byte & 15];
  }
  out.append(text, sizeof(text));
}

}  // namespace noroshi

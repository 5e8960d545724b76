// Texts and numbers packed one after another: the lines of frames that come back to this program.
// Nothing here reads what an attacker wrote, so a line that ends early is a defect of ours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/ensure.h"

namespace noroshi {

template <typename Number>
void pack(Number number, std::string& out) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

inline void pack_text(std::string_view text, std::string& out) {
  pack(static_cast<std::uint32_t>(text.size()), out);
  out += text;
}

// Takes a number from the start of `from`.
template <typename Number>
[[nodiscard]] Number unpack(std::string_view& from) {
  ENSURE(from.size() >= sizeof(Number));
  auto number = load_le<Number>(from.data());
  from.remove_prefix(sizeof(Number));
  return number;
}

[[nodiscard]] inline std::string_view unpack_text(std::string_view& from) {
  auto size = unpack<std::uint32_t>(from);
  ENSURE(from.size() >= size);
  std::string_view text = from.substr(0, size);
  from.remove_prefix(size);
  return text;
}

}  // namespace noroshi

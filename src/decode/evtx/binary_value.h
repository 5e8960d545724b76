// BinXML values to Values, in place: a Value points into the chunk. Only arrays (a list of Values)
// and ANSI text that is not ASCII are built, in the arena.
#pragma once

#include <array>
#include <cstdint>

#include "base/arena.h"
#include "base/bytes.h"
#include "decode/evtx/format.h"
#include "decode/evtx/problem.h"
#include "event/value.h"

namespace noroshi::evtx {

// What a type is when it has the one size that it should have; 0 for types without such a size.
struct FixedType {
  std::uint16_t size = 0;
  ValueType type = ValueType::kBinary;
};
inline constexpr std::array<FixedType, 256> kFixedTypes = [] {
  std::array<FixedType, 256> types{};
  auto set = [&types](BinaryType type, std::uint16_t size, ValueType shown) {
    types[static_cast<std::size_t>(type)] = {size, shown};
  };
  set(BinaryType::kInt8, 1, ValueType::kSigned);
  set(BinaryType::kUint8, 1, ValueType::kUnsigned);
  set(BinaryType::kInt16, 2, ValueType::kSigned);
  set(BinaryType::kUint16, 2, ValueType::kUnsigned);
  set(BinaryType::kInt32, 4, ValueType::kSigned);
  set(BinaryType::kUint32, 4, ValueType::kUnsigned);
  set(BinaryType::kInt64, 8, ValueType::kSigned);
  set(BinaryType::kUint64, 8, ValueType::kUnsigned);
  set(BinaryType::kReal32, 4, ValueType::kReal);
  set(BinaryType::kReal64, 8, ValueType::kReal);
  set(BinaryType::kBoolean, 4, ValueType::kBoolean);
  set(BinaryType::kGuid, 16, ValueType::kGuid);
  set(BinaryType::kFiletime, 8, ValueType::kFiletime);
  set(BinaryType::kSystemtime, 16, ValueType::kSystemtime);
  set(BinaryType::kHex32, 4, ValueType::kHex);
  set(BinaryType::kHex64, 8, ValueType::kHex);
  return types;
}();

// `to` = {data, size, type}, member by member: a Value has padding at its end, and copying one that
// was just made reads bytes that are still on their way to memory, at a cost of a dozen cycles.
inline void put_value(Value& to, const std::byte* data, std::uint32_t size, ValueType type) {
  to.data = data;
  to.size = size;
  to.type = type;
}

// UTF-16 text without the NULs that end it in some providers' records.
[[nodiscard]] inline std::uint32_t utf16_size(const std::byte* data, std::uint32_t size) {
  size &= ~std::uint32_t{1};
  while (size != 0 && load_le<std::uint16_t>(data + size - 2) == 0) {
    size -= 2;
  }
  return size;
}
[[nodiscard]] inline Value utf16_value(const std::byte* data, std::uint32_t size) {
  return {data, utf16_size(data, size), ValueType::kTextUtf16};
}

// Any type but null. A value of the wrong size for its type is shown as what its size allows, at
// worst as binary. Fails only with kListItems. `type` may have the array flag.
[[nodiscard]] Problem binary_value(std::uint8_t type, const std::byte* data, std::uint32_t size,
                                   Arena& arena, Value& out);

}  // namespace noroshi::evtx

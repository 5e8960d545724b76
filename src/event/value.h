// Value: one value of a record, as a typed view into the batch's bytes. 16 bytes, copied freely.
//
// A Value never owns. It lives as long as the buffer or arena it points into, that is until the
// end of the call it was passed to. It is decoded only when something reads it (value_text.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace noroshi {

enum class ValueType : std::uint8_t {
  kAbsent,      // this record has no such value (a null under an optional substitution)
  kEmpty,       // present with nothing in it (a null under a normal substitution, JSON null)
  kTextUtf16,   // `size` bytes of UTF-16LE, not aligned, may hold unpaired surrogates
  kTextUtf8,    // `size` bytes of UTF-8, may be invalid
  kSigned,      // two's complement, little-endian, size 1, 2, 4 or 8
  kUnsigned,    // little-endian, size 1, 2, 4 or 8
  kHex,         // as kUnsigned (size 4 or 8), shown as 0x...
  kReal,        // IEEE 754, size 4 or 8
  kBoolean,     // size 1 or 4, any non-zero byte is true
  kBinary,      // bytes
  kGuid,        // 16 bytes, Microsoft order
  kSid,         // Windows security identifier, 8 + 4 n bytes
  kFiletime,    // 8 bytes
  kSystemtime,  // 16 bytes
  kList,        // `size` counts Values at `data`; lists do not nest
};

struct Value {
  const std::byte* data = nullptr;
  std::uint32_t size = 0;
  ValueType type = ValueType::kAbsent;

  [[nodiscard]] std::span<const std::byte> bytes() const { return {data, size}; }
  [[nodiscard]] std::span<const Value> list() const {
    return {reinterpret_cast<const Value*>(data), size};
  }

  static Value empty() { return {nullptr, 0, ValueType::kEmpty}; }
  static Value utf8(std::string_view text) {
    return {reinterpret_cast<const std::byte*>(text.data()),
            static_cast<std::uint32_t>(text.size()), ValueType::kTextUtf8};
  }
  static Value list_of(std::span<const Value> values) {
    return {reinterpret_cast<const std::byte*>(values.data()),
            static_cast<std::uint32_t>(values.size()), ValueType::kList};
  }
};
static_assert(sizeof(Value) == 16);

[[nodiscard]] inline bool is_text(const Value& value) {
  return value.type == ValueType::kTextUtf16 || value.type == ValueType::kTextUtf8;
}

}  // namespace noroshi

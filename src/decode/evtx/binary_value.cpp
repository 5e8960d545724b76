#include "decode/evtx/binary_value.h"

#include <algorithm>
#include <string_view>

#include "base/bytes.h"
#include "base/utf.h"
#include "decode/evtx/limits.h"

namespace noroshi::evtx {
namespace {

constexpr std::uint32_t kSidHeader = 8;

// Windows-1252 from 0x80 to 0x9f; the five holes stand for themselves, as Windows has it.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

Value ansi_value(const std::byte* data, std::uint32_t size, Arena& arena) {
  while (size != 0 && data[size - 1] == std::byte{0}) {
    --size;
  }
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (is_ascii(text)) {
    return {data, size, ValueType::kTextUtf8};
  }
  auto* first = reinterpret_cast<char*>(arena.allocate(std::size_t{size} * 3, 1));
  char* end = first;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t code = byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80U] : byte;
    end = put_utf8(code, end);
  }
  const auto length = static_cast<std::size_t>(end - first);
  arena.shrink_last(reinterpret_cast<std::byte*>(first), length);
  return Value::utf8({first, length});
}

ValueType integer_type(std::uint32_t size, ValueType type) {
  return size == 1 || size == 2 || size == 4 || size == 8 ? type : ValueType::kBinary;
}

Value scalar_value(std::uint8_t type, const std::byte* data, std::uint32_t size, Arena& arena) {
  const FixedType fixed = kFixedTypes[type];
  if (fixed.size != 0 && fixed.size == size) {
    return {data, size, fixed.type};
  }
  if (static_cast<BinaryType>(type) == BinaryType::kUtf16 ||
      static_cast<BinaryType>(type) == BinaryType::kXml) {
    return utf16_value(data, size);
  }
  if (static_cast<BinaryType>(type) == BinaryType::kAnsi) {
    return ansi_value(data, size, arena);
  }
  if (size == 0) {
    return Value::empty();
  }
  ValueType shown = ValueType::kBinary;
  switch (static_cast<BinaryType>(type)) {
    case BinaryType::kSid:
      shown = size >= kSidHeader ? ValueType::kSid : ValueType::kBinary;
      break;
    case BinaryType::kSize:
    case BinaryType::kHandle:
    case BinaryType::kHex32:
    case BinaryType::kHex64:
      shown = size == 4 || size == 8 ? ValueType::kHex : ValueType::kBinary;
      break;
    case BinaryType::kReal32:
    case BinaryType::kReal64:
      shown = size == 4 || size == 8 ? ValueType::kReal : ValueType::kBinary;
      break;
    case BinaryType::kBoolean:
      shown = size == 1 ? ValueType::kBoolean : ValueType::kBinary;
      break;
    default:
      if (fixed.type == ValueType::kSigned || fixed.type == ValueType::kUnsigned) {
        shown = integer_type(size, fixed.type);
      }
      break;
  }
  return {data, size, shown};
}

// Where the first item of an array ends, and where the next one begins.
struct ItemEnd {
  std::uint32_t size = 0;
  std::uint32_t next = 0;
};

ItemEnd text_end(const std::byte* data, std::uint32_t size, std::uint32_t unit) {
  std::uint32_t at = 0;
  for (; at + unit <= size; at += unit) {
    if (data[at] == std::byte{0} && (unit == 1 || data[at + 1] == std::byte{0})) {
      return {at, at + unit};
    }
  }
  return {at, size};
}

ItemEnd item_end(std::uint8_t type, const std::byte* data, std::uint32_t size,
                 std::uint32_t pointer_size) {
  std::uint32_t item = kFixedTypes[type].size;
  switch (static_cast<BinaryType>(type)) {
    case BinaryType::kUtf16:
      return text_end(data, size, 2);
    case BinaryType::kAnsi:
      return text_end(data, size, 1);
    case BinaryType::kSid:
      item = size >= kSidHeader ? kSidHeader + 4 * static_cast<std::uint32_t>(data[1]) : size;
      break;
    case BinaryType::kSize:
    case BinaryType::kHandle:
      item = pointer_size;
      break;
    default:
      break;
  }
  item = item == 0 ? size : std::min(item, size);
  return {item, item};
}

Problem array_value(std::uint8_t type, const std::byte* data, std::uint32_t size, Arena& arena,
                    Value& out) {
  if (size == 0) {
    out = Value::empty();
    return Problem::kNone;
  }
  const std::uint32_t pointer_size = size % 8 == 0 ? 8 : 4;
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < size; ++count) {
    if (count == kMaxListItems) {
      return Problem::kListItems;
    }
    at += item_end(type, data + at, size - at, pointer_size).next;
  }
  const auto items = arena.allocate_array<Value>(count);
  std::uint32_t at = 0;
  for (Value& item : items) {
    const ItemEnd end = item_end(type, data + at, size - at, pointer_size);
    item = scalar_value(type, data + at, end.size, arena);
    at += end.next;
  }
  out = Value::list_of(items);
  return Problem::kNone;
}

}  // namespace

Problem binary_value(std::uint8_t type, const std::byte* data, std::uint32_t size, Arena& arena,
                     Value& out) {
  if ((type & kArrayFlag) != 0 && type != (kArrayFlag | 0x21)) {
    return array_value(type & 0x7f, data, size, arena, out);
  }
  out = scalar_value(type, data, size, arena);
  return Problem::kNone;
}

}  // namespace noroshi::evtx

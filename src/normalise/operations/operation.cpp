#include "normalise/operations/operation.h"

#include <string>

#include "base/utf.h"
#include "event/value_text.h"

namespace noroshi {

std::string_view text_in(const Value& value, Arena& arena) {
  if (value.type == ValueType::kTextUtf8) {
    std::string_view text{reinterpret_cast<const char*>(value.data), value.size};
    if (is_valid_utf8(text)) {
      return text;
    }
  }
  if (value.type == ValueType::kTextUtf16) {
    std::size_t most = value.size / 2 * kMaxUtf8PerUtf16Unit;
    std::byte* start = arena.allocate(most, 1);
    auto* text = reinterpret_cast<char*>(start);
    auto size = static_cast<std::size_t>(utf16_to_utf8(value.bytes(), text) - text);
    arena.shrink_last(start, size);
    return {text, size};
  }
  std::string text;
  append_text(value, text);
  return arena.copy(text);
}

}  // namespace noroshi

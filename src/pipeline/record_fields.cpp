#include "pipeline/record_fields.h"

#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::uint32_t lower(std::uint32_t c) {
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

std::uint32_t unit(const Value& value, std::size_t index) {
  return value.type == ValueType::kTextUtf16
             ? load_le<std::uint16_t>(value.data + 2 * index)
             : static_cast<std::uint32_t>(std::to_integer<unsigned char>(value.data[index]));
}

std::size_t units_of(const Value& value) {
  std::size_t units = value.type == ValueType::kTextUtf16 ? value.size / 2 : value.size;
  while (units > 0 && unit(value, units - 1) == 0) {
    --units;  // writers differ on whether a text's closing NUL belongs to it
  }
  return units;
}

bool starts_with_ascii(const Value& value, std::string_view text) {
  if ((value.type != ValueType::kTextUtf16 && value.type != ValueType::kTextUtf8) ||
      units_of(value) < text.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(unit(value, i)) != lower(static_cast<unsigned char>(text[i]))) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::int64_t slow_event_id(const Value& value) {
  auto number = to_number(value);
  if (!number || !number->is_integer || number->is_negative ||
      number->magnitude > static_cast<std::uint64_t>(INT64_MAX)) {
    return -1;
  }
  return static_cast<std::int64_t>(number->magnitude);
}

bool equals_ascii(const Value& value, std::string_view text) {
  return starts_with_ascii(value, text) && units_of(value) == text.size();
}

bool is_host(const Value& value, std::string_view name) {
  return starts_with_ascii(value, name) &&
         (units_of(value) == name.size() ||
          (!name.contains('.') && unit(value, name.size()) == '.'));
}

}  // namespace noroshi

#include "normalise/operations/number_base.h"

#include <charconv>
#include <cstring>

#include "event/value_text.h"

namespace noroshi {

Value NumberBase::evaluate(std::span<const Value> inputs, Arena& arena) const {
  Value value = input_->evaluate(inputs, arena);
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  auto number = to_number(value);
  if (!number || !number->is_integer || number->is_negative) {
    return value;
  }
  if (base_ == Base::kDecimal && digits_ <= 1) {
    std::byte* at = arena.allocate(sizeof(number->magnitude), alignof(std::uint64_t));
    std::memcpy(at, &number->magnitude, sizeof(number->magnitude));
    return {at, sizeof(number->magnitude), ValueType::kUnsigned};
  }
  char buffer[kMaxDigits];
  auto [end, error] =
      std::to_chars(buffer, buffer + sizeof(buffer), number->magnitude, static_cast<int>(base_));
  auto length = static_cast<std::size_t>(end - buffer);
  std::size_t zeros = digits_ > length ? digits_ - length : 0;
  auto* start = reinterpret_cast<char*>(arena.allocate(zeros + length, 1));
  std::memset(start, '0', zeros);
  std::memcpy(start + zeros, buffer, length);
  return Value::utf8({start, zeros + length});
}

}  // namespace noroshi

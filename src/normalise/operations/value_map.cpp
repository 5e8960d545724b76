#include "normalise/operations/value_map.h"

#include "base/ascii.h"

namespace noroshi {

Value ValueMap::evaluate(std::span<const Value> inputs, Arena& arena) const {
  Value value = input_->evaluate(inputs, arena);
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  std::string_view text = text_in(value, arena);
  for (const Pair& pair : pairs_) {
    if (equal_ignoring_case(pair.from, text)) {
      return pair.to ? Value::utf8(*pair.to) : Value{};
    }
  }
  return otherwise_ == Otherwise::kInput ? value : Value{};
}

}  // namespace noroshi

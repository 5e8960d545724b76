#include "normalise/operations/first_of.h"

#include <algorithm>

namespace noroshi {
namespace {

bool says_something(const Value& value, Arena& arena) {
  switch (value.type) {
    case ValueType::kAbsent:
    case ValueType::kEmpty:
      return false;
    case ValueType::kTextUtf8:
      return value.size != 0;
    default:
      return !text_in(value, arena).empty();
  }
}

}  // namespace

Value FirstOf::evaluate(std::span<const Value> inputs, Arena& arena) const {
  for (const OperationPtr& choice : choices_) {
    Value value = choice->evaluate(inputs, arena);
    if (says_something(value, arena)) {
      return value;
    }
  }
  return {};
}

bool FirstOf::possible(std::span<const bool> present) const {
  return std::any_of(choices_.begin(), choices_.end(),
                     [&](const OperationPtr& choice) { return choice->possible(present); });
}

}  // namespace noroshi

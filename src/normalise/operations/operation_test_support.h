// For the tests of operations: trees over input texts, evaluated to text.
#pragma once

#include <optional>
#include <string>

#include "event/value_text.h"
#include "normalise/operations/raw_field.h"

namespace noroshi {

inline OperationPtr input(std::size_t index = 0) {
  return std::make_unique<RawField>(index);
}

template <typename... Parts>
std::vector<OperationPtr> operations(Parts... parts) {
  std::vector<OperationPtr> list;
  (list.push_back(std::move(parts)), ...);
  return list;
}

inline Value utf16(std::u16string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()),
          static_cast<std::uint32_t>(text.size() * 2), ValueType::kTextUtf16};
}

// Nothing for an absent value.
inline std::optional<std::string> evaluated(const FieldOperation& operation,
                                            std::vector<Value> inputs) {
  Arena arena;
  Value value = operation.evaluate(inputs, arena);
  if (value.type == ValueType::kAbsent) {
    return std::nullopt;
  }
  return to_text(value);
}

inline bool possible(const FieldOperation& operation, std::initializer_list<bool> present) {
  return operation.possible(std::span<const bool>(present.begin(), present.size()));
}

}  // namespace noroshi

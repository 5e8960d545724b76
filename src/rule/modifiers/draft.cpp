#include "rule/modifiers/draft.h"

#include <fmt/format.h>

#include <algorithm>

namespace noroshi {
namespace {

std::string_view describe(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return "text";
    case ValueType::kBytes:
      return "text encoded as bytes";
    case ValueType::kNumber:
      return "a number (quote it to make it text)";
    case ValueType::kBoolean:
      return "true or false (quote it to make it text)";
    case ValueType::kNull:
      return "null";
    case ValueType::kRegex:
      return "a regular expression";
    case ValueType::kNetwork:
      return "a network";
    case ValueType::kFieldName:
      return "the name of a field";
  }
  return {};
}

}  // namespace

Result<void> ItemDraft::count_patterns(std::size_t added) {
  patterns += added;
  if (patterns > kMaxItemPatterns) {
    return fail(ErrorCode::kLimit,
                fmt::format("'{}' comes to more than {} patterns; split its values over several "
                            "items or rules",
                            item.field, kMaxItemPatterns));
  }
  return {};
}

Result<void> ItemDraft::require(std::initializer_list<ValueType> accepted,
                                std::string_view wanted) const {
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (std::ranges::find(accepted, types[i]) == accepted.end()) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("the modifier '{}' needs {}, and '{}' is {}", modifier, wanted,
                              item.values[i].written, describe(types[i])));
    }
  }
  return {};
}

Result<void> ItemDraft::require_first() const {
  if (is_changed) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("the modifier '{}' must be the first one; move it to the front or "
                            "remove those before it",
                            modifier));
  }
  return {};
}

Result<void> ItemDraft::require_field() const {
  if (item.is_keyword()) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("the modifier '{}' needs a field name before it", modifier));
  }
  return {};
}

}  // namespace noroshi

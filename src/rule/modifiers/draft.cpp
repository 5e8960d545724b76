#include "rule/modifiers/draft.h"

#include <fmt/format.h>

#include <algorithm>

namespace noroshi {
namespace {

std::string_view describe(DraftType type) {
  switch (type) {
    case DraftType::kText:
      return "text";
    case DraftType::kBytes:
      return "text encoded as bytes";
    case DraftType::kNumber:
      return "a number (quote it to make it text)";
    case DraftType::kBoolean:
      return "true or false (quote it to make it text)";
    case DraftType::kNull:
      return "null";
    case DraftType::kRegex:
      return "a regular expression";
    case DraftType::kNetwork:
      return "a network";
    case DraftType::kFieldName:
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

Result<void> ItemDraft::require(std::initializer_list<DraftType> accepted,
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

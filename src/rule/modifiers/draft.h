// ItemDraft: a detection item on its way through its chain of modifiers, left to right.
//
//   Image|contains|windash: ['-a b', 7]
//     item.field = Image, values [text W-W..., number 7], then contains, then windash is applied
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule.h"

namespace noroshi {

// Patterns of one item, whether written, made by base64offset or put in by placeholders.
inline constexpr std::size_t kMaxItemPatterns = 100'000;

// What a value is at this point of the chain. A modifier takes some types and may change them.
enum class DraftType : std::uint8_t {
  kText,       // ItemValue::alternatives
  kBytes,      // text that became bytes (wide, utf16*): one literal an alternative, or none
  kNumber,     // ItemValue::number
  kBoolean,    // ItemValue::boolean
  kNull,       // ItemValue::is_null
  kRegex,      // ItemValue::regex
  kNetwork,    // ItemValue::network
  kFieldName,  // ItemValue::field
};

struct ItemDraft {
  Item item;
  std::vector<DraftType> types;  // of item.values, one each
  std::string_view modifier;     // the one being applied

  // What was applied before. `all` and `neq` act on the whole item wherever they stand, and so
  // leave no trace here.
  bool is_changed = false;  // any modifier that acts on values
  bool is_encoded = false;  // base64 and its kin

  // Fails if the item has come to more than kMaxItemPatterns.
  [[nodiscard]] Result<void> count_patterns(std::size_t added);
  std::size_t patterns = 0;

  // Fails unless every value has one of `accepted`. `wanted` says what those are: "text".
  [[nodiscard]] Result<void> require(std::initializer_list<DraftType> accepted,
                                     std::string_view wanted) const;
  // Fails unless this is the first modifier (all and neq aside).
  [[nodiscard]] Result<void> require_first() const;
  // Fails on a keyword.
  [[nodiscard]] Result<void> require_field() const;
};

using ApplyModifier = Result<void> (*)(ItemDraft&);

// The modifier called `name`, or null. Names are case-sensitive.
[[nodiscard]] ApplyModifier find_modifier(std::string_view name);
// The name that `name` was probably meant to be, or empty.
[[nodiscard]] std::string_view nearest_modifier(std::string_view name);
// All names, sorted.
[[nodiscard]] std::vector<std::string_view> modifier_names();

}  // namespace noroshi

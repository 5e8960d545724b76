// One detection item and a value that fits it, or nearly does.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/generate/choice.h"
#include "support/records/record_builder.h"

namespace noroshi::test {

enum class Wish { kHolds, kMisses };  // kMisses often, not always, gives a value that misses

struct MadeItem {
  std::string modifiers;            // "|contains|all"
  std::vector<std::string> values;  // YAML scalars
  OwnedValue value;                 // for the item's field; for a keyword, of any field
  bool has_value = true;            // false: the field must not be there
  // fieldref: the value names a field of this suffix, which must have other_value.
  bool is_reference = false;
  OwnedValue other_value;
  std::vector<std::string_view> features;  // what is counted, e.g. "contains", "all", "wildcard *"
};

[[nodiscard]] MadeItem make_item(Choice& choice, Wish wish);
// A keyword: `modifiers` is empty or "|all", "|re", "|cased".
[[nodiscard]] MadeItem make_keyword(Choice& choice, Wish wish);

// The placeholders that generated rules use.
[[nodiscard]] const std::map<std::string, std::vector<std::string>, std::less<>>&
generated_placeholders();

// Every feature that can occur.
[[nodiscard]] std::vector<std::string_view> all_item_features();

}  // namespace noroshi::test

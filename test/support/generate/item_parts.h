// What the makers of detection items have in common.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "support/generate/choice.h"
#include "support/generate/item_maker.h"
#include "support/generate/text_maker.h"

namespace noroshi::test {

inline constexpr std::array<std::string_view, 4> kAffixes = {"", "contains", "startswith",
                                                             "endswith"};

// A text as a value of some kind: UTF-16 or UTF-8, alone or among others in a list.
[[nodiscard]] OwnedValue text_value(const std::string& text, Choice& choice);
// `text`, or under Wish::kMisses often something close to it.
[[nodiscard]] std::string spoiled(const std::string& text, Wish wish, Choice& choice);
// What stands around a text so that the affix still fits.
[[nodiscard]] std::string surrounded(const std::string& text, std::string_view affix,
                                     Choice& choice);
// Counts the wildcards and backslashes of `pieces` among the item's features.
void note_wildcards(const PatternPieces& pieces, MadeItem& item);

}  // namespace noroshi::test

#include "match/keyword_scanner.h"

#include <algorithm>

namespace noroshi {

KeywordTier KeywordScanner::tier_of(std::string_view keyword) {
  // Every character that event/value_text.h can write for a value that is no text.
  constexpr std::string_view kShown = "0123456789abcdefx{}-+:.tzsrulin";
  constexpr std::size_t kLong = 7;
  if (keyword.find_first_not_of(kShown) == std::string_view::npos) {
    return KeywordTier::kShown;
  }
  return keyword.size() >= kLong ? KeywordTier::kLong : KeywordTier::kShort;
}

void KeywordScanner::add(const Witness& witness, Target target) {
  Tier& tier = tiers_[static_cast<std::size_t>(tier_of(witness.literal))];
  auto known =
      std::find_if(tier.literals.begin(), tier.literals.end(),
                   [&](const Literal& literal) { return literal.text == witness.literal; });
  if (known == tier.literals.end()) {
    // Keywords lie anywhere in a value, and values side by side in one text.
    tier.literals.push_back(
        {witness.literal, Anchor::kAnywhere, static_cast<std::uint32_t>(tier.targets.size())});
    tier.targets.emplace_back();
    known = tier.literals.end() - 1;
  }
  tier.targets[known->payload].push_back(target);
}

void KeywordScanner::build() {
  for (Tier& tier : tiers_) {
    if (!tier.literals.empty()) {
      tier.scanner = std::make_unique<LiteralScanner>(tier.literals);
    }
  }
}

}  // namespace noroshi

// KeywordScanner: the witnesses of all keyword rules of a rule set in one place, so that a record's
// values are looked through once, whatever the number of views and rules that ask for keywords.
//
// Keywords lie in tiers by what seeking them costs; a Plan names the tiers that its living rules
// need.
//
// Immutable once built; thread-safe.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "match/literal_scanner.h"
#include "match/witness.h"

namespace noroshi {

enum class KeywordTier : std::uint8_t {
  kLong,   // seven bytes and more: sought at every fourth position
  kShort,  // shorter ones
  kShown,  // those that may lie in a number, GUID, SID, time or binary value as it is shown: every
           // value has to be rendered for them
  kCount,
};

class KeywordScanner {
 public:
  // A rule as a group sees it.
  struct Target {
    std::uint32_t group = 0;
    std::uint32_t local = 0;

    auto operator<=>(const Target&) const = default;
  };
  // A set of tiers, a bit each.
  using Tiers = std::uint32_t;
  [[nodiscard]] static constexpr Tiers bit(KeywordTier tier) {
    return 1U << static_cast<unsigned>(tier);
  }

  void add(const Witness& witness, Target target);
  // Ends adding.
  void build();

  // The tier in which a keyword stands.
  [[nodiscard]] static KeywordTier tier_of(std::string_view keyword);

  // Calls found(Target) for each rule that has a keyword of these tiers in `text`.
  template <typename Found>
  void scan(Tiers tiers, std::string_view text, Found&& found) const {
    for (std::size_t i = 0; i < tiers_.size(); ++i) {
      if (tiers_[i].scanner != nullptr && (tiers >> i & 1) != 0) {
        tiers_[i].scanner->scan(text, [&](std::uint32_t payload) {
          for (const Target& target : tiers_[i].targets[payload]) {
            found(target);
          }
          return true;
        });
      }
    }
  }

 private:
  struct Tier {
    std::vector<Literal> literals;
    std::vector<std::vector<Target>> targets;  // by payload
    std::unique_ptr<LiteralScanner> scanner;   // null: nothing to seek
  };
  std::array<Tier, static_cast<std::size_t>(KeywordTier::kCount)> tiers_;
};

}  // namespace noroshi

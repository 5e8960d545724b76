// QuickPredicates: the common predicates again, laid out for the processor's cache.
//
// A Predicate is a tree of objects: asking one touches five or six cache lines, and with some nine
// thousand of them each is a miss. Nine in ten ask whether a field has one of a few simple literals
// in a place; these stand here as 16 bytes each, their patterns side by side, their bytes in one
// buffer. Anything else is left to the Predicate. Both must give the same answer
// (quick_predicate_test.cpp).
//
// Immutable once built; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/find_literal.h"
#include "match/predicate.h"

namespace noroshi {

class QuickPredicates {
 public:
  // One for each predicate, by its number.
  void build(std::span<const std::unique_ptr<Predicate>> predicates);

  [[nodiscard]] bool has(std::uint32_t predicate) const { return entries_[predicate].count != 0; }
  [[nodiscard]] FieldNumber field(std::uint32_t predicate) const {
    return entries_[predicate].field;
  }
  // Only where has(): whether it holds on the folded texts of its field.
  [[nodiscard]] bool holds(std::uint32_t predicate, std::span<const std::string_view> texts) const {
    const Entry& entry = entries_[predicate];
    bool held = entry.linking == Linking::kAny;
    for (std::uint32_t i = 0; i < entry.count; ++i) {
      if (any_text(patterns_[entry.first + i], texts) == held) {
        return held != (entry.negation == Negation::kNegated);
      }
    }
    return !held != (entry.negation == Negation::kNegated);
  }

 private:
  static constexpr std::size_t kMaxPatterns = 7;

  struct Entry {
    FieldNumber field = kNoField;
    std::uint32_t first = 0;
    std::uint32_t count = 0;  // 0: not quick
    Linking linking = Linking::kAny;
    Negation negation = Negation::kNone;
  };
  struct QuickPattern {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
    Anchor anchor = Anchor::kWhole;
  };

  [[nodiscard]] bool any_text(const QuickPattern& pattern,
                              std::span<const std::string_view> texts) const {
    std::string_view literal(bytes_.data() + pattern.start, pattern.size);
    for (std::string_view text : texts) {
      bool held = false;
      switch (pattern.anchor) {
        case Anchor::kWhole:
          held = text == literal;
          break;
        case Anchor::kStart:
          held = text.starts_with(literal);
          break;
        case Anchor::kEnd:
          held = text.ends_with(literal);
          break;
        case Anchor::kAnywhere:
          held = find_literal(text, literal) != text.npos;
          break;
      }
      if (held) {
        return true;
      }
    }
    return false;
  }

  std::vector<Entry> entries_;
  std::vector<QuickPattern> patterns_;
  std::string bytes_;
};

}  // namespace noroshi

// An item of a rule becomes a Predicate: its values are compiled, and the way to ask for all of
// them at once is chosen.
#include <algorithm>

#include "match/predicate.h"

namespace noroshi {
namespace {

// From this many simple patterns on, one scan beats a search for each.
constexpr std::size_t kScanFrom = 8;

Number number_of(const NumberLiteral& literal) {
  Number number;
  number.is_integer = literal.is_integer;
  number.is_negative = literal.integer < 0;
  number.magnitude = number.is_negative ? 0 - static_cast<std::uint64_t>(literal.integer)
                                        : static_cast<std::uint64_t>(literal.integer);
  number.real = literal.is_integer ? static_cast<double>(literal.integer) : literal.real;
  return number;
}

}  // namespace

Result<std::unique_ptr<Predicate>> Predicate::make(const Item& item, FieldNumber field,
                                                   std::span<const FieldNumber> reference_fields) {
  std::unique_ptr<Predicate> made(new Predicate);
  made->item_ = &item;
  made->field_ = field;
  bool scannable = true;
  bool all_numbers = !item.values.empty();
  for (std::size_t i = 0; i < item.values.size(); ++i) {
    const ItemValue& value = item.values[i];
    PredicateValue compiled;
    compiled.source = &value;
    compiled.is_null = value.is_null;
    compiled.network = value.network;
    if (value.number) {
      compiled.number = number_of(*value.number);
    }
    for (const Pattern& pattern : value.alternatives) {
      compiled.patterns.push_back(TextPattern::make(
          item.is_keyword() ? TextPattern::anywhere(pattern) : pattern, item.casing));
      // A needle of one byte, or none (`*` alone), wakes the scan at every turn.
      auto needle = compiled.patterns.back().needle();
      scannable = scannable && (needle.text.size() >= 2 || needle.anchor == Anchor::kWhole) &&
                  (!needle.text.empty() || compiled.patterns.back().is_needle());
    }
    if (value.regex) {
      made->regexes_.push_back(std::make_unique<Regex>(TRY(Regex::make(*value.regex))));
      compiled.regex = made->regexes_.back().get();
    }
    if (item.kind == ItemKind::kFieldReference) {
      compiled.reference = reference_fields[i];
    }
    scannable = scannable && !value.is_null && !value.number && !value.regex;
    all_numbers = all_numbers && value.number.has_value();
    made->values_.push_back(std::move(compiled));
  }
  bool any_of_folded = item.kind == ItemKind::kPattern && item.linking == Linking::kAny &&
                       item.casing == Casing::kFolded && !item.is_keyword();
  if (any_of_folded && scannable && item.values.size() >= kScanFrom) {
    made->way_ = Way::kScan;
  } else if (any_of_folded && all_numbers) {
    made->way_ = Way::kNumbers;
  } else if (item.kind == ItemKind::kCidr && item.linking == Linking::kAny) {
    made->way_ = Way::kNetworks;
  }
  switch (item.kind) {
    case ItemKind::kNull:
    case ItemKind::kExists:
    case ItemKind::kCompare:
      made->cost_ = 1;
      break;
    case ItemKind::kRegex:
      made->cost_ = 50;
      break;
    case ItemKind::kCidr:
    case ItemKind::kTimePart:
    case ItemKind::kFieldReference:
      made->cost_ = 10;
      break;
    case ItemKind::kPattern:
      made->cost_ = 2 + static_cast<unsigned>(std::min<std::size_t>(item.values.size(), 8));
      break;
  }
  if (item.is_keyword()) {
    made->cost_ *= 20;
  }
  if (made->way_ == Way::kNumbers) {
    made->cost_ = 2;
  }
  return made;
}

}  // namespace noroshi

// Predicate: one item of a rule (field, modifiers, values) made ready to be asked of a value. Equal
// items of different rules are one Predicate, asked at most once of a value.
//
// Immutable once made; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/value.h"
#include "event/value_text.h"
#include "match/literal_scanner.h"
#include "match/network_match.h"
#include "match/regex.h"
#include "match/text_pattern.h"

namespace noroshi {

// Gives a predicate what it needs of the record; implemented by the matcher.
class FieldReader {
 public:
  virtual ~FieldReader() = default;
  virtual Value value(std::uint32_t field) = 0;  // absent if the view has no such field
  virtual std::span<const std::string_view> folded(std::uint32_t field) = 0;
  virtual std::span<const std::string_view> plain(std::uint32_t field) = 0;
  // For keywords: every value of the record, one by one, folded / plain.
  virtual std::size_t value_count() = 0;
  virtual std::span<const std::string_view> value_folded(std::size_t index) = 0;
  virtual std::span<const std::string_view> value_plain(std::size_t index) = 0;
};

using FieldNumber = std::uint32_t;  // index into the rule set's field names
inline constexpr FieldNumber kKeywordField = 0xffffffff;
inline constexpr FieldNumber kNoField = 0xfffffffe;

// One value of the item.
struct PredicateValue {
  std::vector<TextPattern> patterns;  // alternatives; any of them
  std::optional<Number> number;       // compared as a number where the value is one
  bool is_null = false;
  const Regex* regex = nullptr;  // owned by the Predicate
  std::optional<Network> network;
  FieldNumber reference = kNoField;
  const ItemValue* source = nullptr;  // in the Rule, for explanations
};

class Predicate {
 public:
  // `item` must outlive the predicate. `reference_fields`: the number of each value's field.
  [[nodiscard]] static Result<std::unique_ptr<Predicate>> make(
      const Item& item, FieldNumber field, std::span<const FieldNumber> reference_fields);

  [[nodiscard]] FieldNumber field() const { return field_; }
  [[nodiscard]] const Item& item() const { return *item_; }
  [[nodiscard]] std::span<const PredicateValue> values() const { return values_; }

  // Whether it holds; `neq` included.
  [[nodiscard]] bool holds(FieldReader& reader) const;

  // Whether value `index` alone holds on the field, and where.
  struct ValueMatch {
    std::string_view text;     // the element that matched, plain
    std::size_t position = 0;  // code points
    std::size_t length = 0;
  };
  [[nodiscard]] std::optional<ValueMatch> find(FieldReader& reader, std::size_t index) const;

  // The outcome does not depend on any value, only on the absence of the field: what it is when the
  // field is absent.
  [[nodiscard]] bool holds_when_absent() const;

  // Rough cost of asking, for ordering: 1 a number, 3 a pattern, 50 a regular expression.
  [[nodiscard]] unsigned cost() const { return cost_; }
  [[nodiscard]] bool is_keyword() const { return field_ == kKeywordField; }

 private:
  Predicate() = default;
  [[nodiscard]] bool value_holds(FieldReader& reader, const PredicateValue& value) const;
  [[nodiscard]] bool text_holds(const PredicateValue& value, std::string_view text) const;
  [[nodiscard]] bool any_literal(std::span<const std::string_view> texts) const;
  [[nodiscard]] bool any_network(std::span<const std::string_view> texts) const;
  [[nodiscard]] bool any_number(FieldReader& reader) const;
  [[nodiscard]] bool reference_holds(FieldReader& reader, FieldNumber other) const;
  [[nodiscard]] bool part_holds(const Value& value, std::string_view text,
                                const PredicateValue& wanted) const;

  const Item* item_ = nullptr;
  FieldNumber field_ = kNoField;
  std::vector<PredicateValue> values_;
  std::vector<std::unique_ptr<Regex>> regexes_;
  unsigned cost_ = 1;
  // How the values of the item are asked, where one pass over the field answers for all of them.
  enum class Way : std::uint8_t { kEach, kScan, kNetworks, kNumbers };
  Way way_ = Way::kEach;
  mutable std::once_flag scanner_made_;
  mutable std::unique_ptr<LiteralScanner> scanner_;
  mutable std::vector<const TextPattern*> scanned_;  // by payload of the scanner
};

}  // namespace noroshi

// Does a rule hold on an event? Literally: every search, every item, every value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/value.h"
#include "support/oracle/number.h"
#include "support/oracle/rule.h"

namespace noroshi::oracle {

// One text of an event: a value, or one element of a list.
struct Element {
  ValueType type = ValueType::kAbsent;
  std::string text;
  std::u32string exact;
  std::u32string folded;

  Element(ValueType type_of_value, std::string text_of_value);
  [[nodiscard]] const std::optional<Quantity>& quantity() const;

 private:
  mutable bool counted_ = false;
  mutable std::optional<Quantity> quantity_;
};

// A field of an event. Absent: `present` is false and there are no elements. A field that is there
// with nothing in it (null under a normal substitution, JSON null) is one element of type kEmpty
// and text "": it satisfies both `null` and `''`, while an absent one satisfies only `null`. A list
// is never null, whatever is in it; one of no elements is present and satisfies no pattern.
struct FieldValue {
  bool present = false;
  bool is_empty = false;  // present, of type kEmpty
  bool is_list = false;
  std::string text;  // of the whole value; of a list: its elements joined
  std::vector<Element> elements;
};

[[nodiscard]] FieldValue field_value(const Value& value);

// What a rule may ask an event.
class Event {
 public:
  virtual ~Event() = default;
  // Never null; holds as long as the event.
  [[nodiscard]] virtual const FieldValue* field(const std::string& name) const = 0;
  // Every value of the record, list elements one by one.
  [[nodiscard]] virtual const std::vector<const Element*>& leaves() const = 0;
};

[[nodiscard]] bool holds(const OracleRule& rule, const Event& event);
[[nodiscard]] bool holds(const Search& search, const Event& event);
[[nodiscard]] bool holds(const RuleItem& item, const Event& event);

}  // namespace noroshi::oracle

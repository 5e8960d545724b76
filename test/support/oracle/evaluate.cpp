#include "support/oracle/evaluate.h"

#include <algorithm>

#include "event/value_text.h"
#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

bool relation_holds(Relation relation, Order order) {
  switch (relation) {
    case Relation::kEqual:
      return order == Order::kEqual;
    case Relation::kLess:
      return order == Order::kLess;
    case Relation::kLessEqual:
      return order == Order::kLess || order == Order::kEqual;
    case Relation::kGreater:
      return order == Order::kGreater;
    case Relation::kGreaterEqual:
      return order == Order::kGreater || order == Order::kEqual;
  }
  return false;
}

int part_of(const CivilTime& time, Part part) {
  switch (part) {
    case Part::kMinute:
      return time.minute;
    case Part::kHour:
      return time.hour;
    case Part::kDay:
      return time.day;
    case Part::kWeek:
      return time.week;
    case Part::kMonth:
      return time.month;
    case Part::kYear:
      return time.year;
  }
  return 0;
}

bool pattern_holds(const RuleItem& item, const RuleValue& value, const Element& element) {
  // A number is compared as a number with whatever is one, else as text. Not in keywords, which
  // are sought in text.
  if (value.quantity && !item.field.empty() && element.quantity()) {
    return order(*value.quantity, *element.quantity()) == Order::kEqual;
  }
  const std::u32string& text = item.case_rule == CaseRule::kCased ? element.exact : element.folded;
  return std::ranges::any_of(
      value.alternatives, [&](const Units& units) { return matches(units, text, item.case_rule); });
}

// Whether the value holds on one text of the event.
bool element_holds(const RuleItem& item, const RuleValue& value, const Element& element) {
  switch (item.question) {
    case Question::kPattern:
      return pattern_holds(item, value, element);
    case Question::kRegex:
      return value.regex->search(element.text);
    case Question::kCidr: {
      std::optional<Address> address = parse_address(element.text);
      return address && holds(*value.block, *address);
    }
    case Question::kCompare:
      return element.quantity() &&
             relation_holds(item.relation, order(*element.quantity(), *value.quantity));
    case Question::kTimePart: {
      std::optional<CivilTime> time = civil_time(element.text);
      if (!time) {
        return false;
      }
      Quantity part;
      part.integer = part_of(*time, item.part);
      part.real = static_cast<double>(part.integer);
      return relation_holds(item.relation, order(part, *value.quantity));
    }
    case Question::kExists:
    case Question::kFieldReference:
      return false;  // these ask the whole field
  }
  return false;
}

bool reference_holds(const RuleItem& item, const Element& element, const Element& other) {
  Units units = literal(other.exact);
  if (item.contains_front) {
    put_run_in_front(units);
  }
  if (item.contains_back) {
    put_run_behind(units);
  }
  return matches(units, item.case_rule == CaseRule::kCased ? element.exact : element.folded,
                 item.case_rule);
}

bool value_holds(const RuleItem& item, const RuleValue& value, const Event& event) {
  if (item.field.empty()) {
    return std::ranges::any_of(event.leaves(), [&](const Element* element) {
      return element_holds(item, value, *element);
    });
  }
  const FieldValue& field = *event.field(item.field);
  if (item.question == Question::kExists) {
    return field.present == value.yes;
  }
  if (value.is_null) {
    return !field.present || field.is_empty;
  }
  return std::ranges::any_of(field.elements, [&](const Element& element) {
    if (item.question == Question::kFieldReference) {
      const FieldValue& other = *event.field(value.other_field);
      return std::ranges::any_of(other.elements, [&](const Element& other_element) {
        return reference_holds(item, element, other_element);
      });
    }
    return element_holds(item, value, element);
  });
}

bool condition_holds(const Condition& condition, const OracleRule& rule, const Event& event) {
  auto part_holds = [&](const Condition& part) { return condition_holds(part, rule, event); };
  switch (condition.kind) {
    case Condition::Kind::kAnd:
      return std::ranges::all_of(condition.parts, part_holds);
    case Condition::Kind::kOr:
      return std::ranges::any_of(condition.parts, part_holds);
    case Condition::Kind::kNot:
      return !part_holds(condition.parts.front());
    case Condition::Kind::kIdentifier:
      return holds(rule.searches[condition.identifier], event);
  }
  return false;
}

}  // namespace

Element::Element(ValueType type_of_value, std::string text_of_value)
    : type(type_of_value),
      text(std::move(text_of_value)),
      exact(code_points(text)),
      folded(fold(exact)) {}

const std::optional<Quantity>& Element::quantity() const {
  if (!counted_) {
    quantity_ = quantity_of(type, text);
    counted_ = true;
  }
  return quantity_;
}

FieldValue field_value(const Value& value) {
  FieldValue field;
  field.present = value.type != ValueType::kAbsent;
  field.is_empty = value.type == ValueType::kEmpty;
  field.is_list = value.type == ValueType::kList;
  field.text = to_text(value);
  if (value.type == ValueType::kList) {
    for (const Value& element : value.list()) {
      if (element.type != ValueType::kAbsent) {
        field.elements.emplace_back(element.type, to_text(element));
      }
    }
  } else if (field.present) {
    field.elements.emplace_back(value.type, to_text(value));
  }
  return field;
}

bool holds(const RuleItem& item, const Event& event) {
  auto one_holds = [&](const RuleValue& value) { return value_holds(item, value, event); };
  bool held = item.all ? std::ranges::all_of(item.values, one_holds)
                       : std::ranges::any_of(item.values, one_holds);
  return held != item.negated;
}

bool holds(const Search& search, const Event& event) {
  auto part_holds = [&](const Search& part) { return holds(part, event); };
  switch (search.kind) {
    case Search::Kind::kAnd:
      return std::ranges::all_of(search.parts, part_holds);
    case Search::Kind::kOr:
      return std::ranges::any_of(search.parts, part_holds);
    case Search::Kind::kItem:
      return holds(search.item, event);
  }
  return false;
}

bool holds(const OracleRule& rule, const Event& event) {
  return std::ranges::any_of(rule.conditions, [&](const Condition& condition) {
    return condition_holds(condition, rule, event);
  });
}

}  // namespace noroshi::oracle

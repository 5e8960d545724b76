#include "support/oracle/expression.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

FieldValue absent() {
  return {};
}

FieldValue one_value(ValueType type, const std::string& text) {
  FieldValue value;
  value.present = true;
  value.text = text;
  value.elements.emplace_back(type, text);
  return value;
}

FieldValue text_value(const std::string& text) {
  return one_value(ValueType::kTextUtf8, text);
}

// A raw field, hidden or not.
FieldValue raw(const FlatRecord& record, const std::string& name) {
  const FlatField* field = record.find(name);
  return field == nullptr ? absent() : field->value;
}

FieldValue rewrite_prefix(const Expression& expression, const FieldValue& input) {
  for (const auto& [from, to] : expression.pairs) {
    std::string_view text = input.text;
    if (text.size() >= from.size() && same_but_case(text.substr(0, from.size()), from) &&
        (text.size() == from.size() || text[from.size()] == '\\')) {
      return text_value(to.value_or("") + std::string(text.substr(from.size())));
    }
  }
  return input;
}

FieldValue as_number(const Expression& expression, const FieldValue& input) {
  if (input.is_list || !input.elements.front().quantity() ||
      !input.elements.front().quantity()->is_integer ||
      input.elements.front().quantity()->integer < 0) {
    return input;
  }
  auto number = static_cast<unsigned long long>(input.elements.front().quantity()->integer);
  char text[128];
  std::snprintf(text, sizeof(text), expression.base == 16 ? "%0*llx" : "%0*llu",
                static_cast<int>(expression.digits), number);
  bool stays_number = expression.base == 10 && expression.digits <= 1;
  return one_value(stays_number ? ValueType::kUnsigned : ValueType::kTextUtf8, text);
}

FieldValue key_value(const Expression& expression, const FieldValue& input) {
  std::string key = expression.text + "=";
  for (const Element& element : input.elements) {
    std::string text = element.text;
    for (std::size_t start = 0; start <= text.size();) {
      std::size_t end = std::min(text.find('\n', start), text.size());
      std::string line = text.substr(start, end - start);
      if (end < text.size() && line.ends_with('\r')) {
        line.pop_back();
      }
      line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
      if (line.starts_with(key)) {
        return text_value(line.substr(key.size()));
      }
      start = end + 1;
    }
  }
  return absent();
}

FieldValue hash(const Expression& expression, const FieldValue& input) {
  std::string text = input.text + ",";
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = text.find(',', start);
    std::string part = text.substr(start, end - start);
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
    std::size_t equals = part.find('=');
    if (equals != std::string::npos && same_but_case(part.substr(0, equals), expression.text)) {
      return text_value(part.substr(equals + 1));
    }
    start = end + 1;
  }
  return absent();
}

FieldValue map_value(const Expression& expression, const FieldValue& input) {
  for (const auto& [from, to] : expression.pairs) {
    if (same_but_case(from, input.text)) {
      return to ? text_value(*to) : absent();
    }
  }
  return expression.otherwise_input ? input : absent();
}

FieldValue concatenated(const Expression& expression, const FlatRecord& record) {
  std::string text;
  for (const Expression& input : expression.inputs) {
    FieldValue value = evaluate(input, record);
    if (!value.present) {
      return absent();
    }
    text += value.text;
  }
  return text_value(text);
}

FieldValue first_of(const Expression& expression, const FlatRecord& record) {
  for (const Expression& input : expression.inputs) {
    FieldValue value = evaluate(input, record);
    if (value.present && !value.text.empty()) {
      return value;
    }
  }
  return absent();
}

}  // namespace

FieldValue evaluate(const Expression& expression, const FlatRecord& record) {
  switch (expression.kind) {
    case Expression::Kind::kField:
      return raw(record, expression.text);
    case Expression::Kind::kConstant:
      return text_value(expression.text);
    case Expression::Kind::kConcat:
      return concatenated(expression, record);
    case Expression::Kind::kFirstOf:
      return first_of(expression, record);
    default:
      break;
  }
  FieldValue input = evaluate(expression.inputs.front(), record);
  if (!input.present) {
    return absent();
  }
  switch (expression.kind) {
    case Expression::Kind::kMap:
      return map_value(expression, input);
    case Expression::Kind::kPrefix:
      return rewrite_prefix(expression, input);
    case Expression::Kind::kNumber:
      return as_number(expression, input);
    case Expression::Kind::kKeyValue:
      return key_value(expression, input);
    case Expression::Kind::kHash:
      return hash(expression, input);
    default:
      return absent();
  }
}

}  // namespace noroshi::oracle

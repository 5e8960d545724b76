// For the tests of this folder: records of a few named texts.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "event/record.h"
#include "event/value_text.h"
#include "normalise/view.h"

namespace noroshi {

// A record whose Shape has header fields with constants and data fields with values.
class TestRecord {
 public:
  using Named = std::pair<std::string, Value>;

  TestRecord(std::initializer_list<std::pair<std::string, std::string>> header,
             std::initializer_list<Named> data)
      : shape_(make_shape(header, data)) {
    for (const Named& field : data) {
      values_.push_back(field.second);
    }
    record_.shape = &shape_;
    record_.values = values_;
  }
  TestRecord(std::initializer_list<Named> data) : TestRecord({}, data) {}
  TestRecord(const TestRecord&) = delete;

  [[nodiscard]] const Shape& shape() const { return shape_; }
  [[nodiscard]] const Record& record() const { return record_; }

  // What a rule reads in `view`: text, "(absent)" or "(empty)".
  [[nodiscard]] std::string read(const ViewTable& table, ViewId view, std::string_view name) const {
    return shown(table.resolve(view, shape_, name));
  }

  [[nodiscard]] std::string shown(const Accessor& accessor) const {
    Arena arena;
    Value value = accessor.read(record_, arena);
    if (value.type == ValueType::kAbsent) {
      return "(absent)";
    }
    std::string text = to_text(value);
    return text.empty() ? "(empty)" : text;
  }

 private:
  static Shape make_shape(std::initializer_list<std::pair<std::string, std::string>> header,
                          std::initializer_list<Named> data) {
    std::vector<ShapeField> fields;
    for (const auto& [name, text] : header) {
      ShapeField field;
      field.name = name;
      field.path = {"Event", "System", name};
      field.section = FieldSection::kHeader;
      field.constant_text = text;
      fields.push_back(field);
    }
    std::uint32_t slot = 0;
    for (const Named& named : data) {
      ShapeField field;
      field.name = named.first;
      field.path = {"Event", "EventData", named.first};
      field.slot = slot++;
      fields.push_back(field);
    }
    return {std::move(fields), slot};
  }

  Shape shape_;
  std::vector<Value> values_;
  Record record_;
};

}  // namespace noroshi

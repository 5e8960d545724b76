#include "report/record_json.h"

#include <algorithm>
#include <vector>

#include "base/json_writer.h"
#include "report/value_json.h"

namespace noroshi {

struct RecordJson::Element {
  std::string name;
  std::string key;  // "name": as JSON
  std::uint32_t field = Shape::kNone;
  std::vector<Element> attributes;
  std::vector<Element> children;

  static Element named(std::string name) {
    Element element;
    append_json_string(name, element.key);
    element.key += ':';
    element.name = std::move(name);
    return element;
  }

  static Element& child_of(std::vector<Element>& siblings, const std::string& name) {
    auto found = std::ranges::find(siblings, name, &Element::name);
    return found != siblings.end() ? *found : siblings.emplace_back(named(name));
  }

  // The sibling called `name` that has no field yet, or the first free of name_1, name_2, ...
  static Element& free_child_of(std::vector<Element>& siblings, const std::string& name) {
    Element* element = &child_of(siblings, name);
    for (int n = 1; element->field != Shape::kNone; ++n) {
      element = &child_of(siblings, name + "_" + std::to_string(n));
    }
    return *element;
  }

  void add(const ShapeField& added, std::uint32_t index) {
    Element* at = this;
    std::size_t last = added.path.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
      at = &child_of(at->children, added.path[i]);
    }
    auto& siblings = added.part == FieldPart::kAttribute ? at->attributes : at->children;
    free_child_of(siblings, added.path[last]).field = index;
  }

  // Appends the members that are there, after `opening`; true if there was any.
  static bool append_members(const std::vector<Element>& members, std::string_view opening,
                             const Record& record, std::string& out) {
    std::size_t start = out.size();
    out += opening;
    bool any = false;
    for (const Element& member : members) {
      std::size_t before = out.size();
      if (any) {
        out += ',';
      }
      out += member.key;
      if (member.append(record, out)) {
        any = true;
      } else {
        out.resize(before);
      }
    }
    if (!any) {
      out.resize(start);
    }
    return any;
  }

  // Appends what stands behind the key; false, and nothing appended, if that is nothing.
  bool append(const Record& record, std::string& out) const {
    std::size_t start = out.size();
    bool any = false;
    if (!attributes.empty() && append_members(attributes, "{\"#attributes\":{", record, out)) {
      out += '}';
      any = true;
    }
    if (!children.empty()) {
      any = append_members(children, any ? "," : "{", record, out) || any;
    }
    Value value = record.field(field);
    if (any) {
      if (value.type != ValueType::kAbsent && value.type != ValueType::kEmpty) {
        out += ",\"#text\":";
        append_value_json(value, out);
      }
      out += '}';
      return true;
    }
    out.resize(start);
    if (value.type == ValueType::kAbsent) {
      return false;
    }
    append_value_json(value, out);
    return true;
  }
};

RecordJson::RecordJson() = default;
RecordJson::~RecordJson() = default;

void RecordJson::append(const Record& record, std::string& out) {
  if (shapes_.size() > kMaxShapes) {
    shapes_.clear();
  }
  std::unique_ptr<Element>& root = shapes_[record.shape->serial()];
  if (!root) {
    root = std::make_unique<Element>();
    const auto& fields = record.shape->fields();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].path.empty()) {
        root->add(fields[i], i);
      }
    }
  }
  if (!root->append(record, out)) {
    out += "{}";
  }
}

}  // namespace noroshi

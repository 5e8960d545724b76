#include "support/shape_template.h"

#include <algorithm>
#include <string>

#include "support/event_spec.h"

namespace noroshi::evidence {
namespace {

constexpr std::string_view kEventNamespace =
    "http://schemas.microsoft.com/win/2004/08/events/event";

// The child of `parent` that fields under `name` belong to: the last one, while they follow each
// other, else a new one.
Element& child_for(Element& parent, const std::string& name) {
  if (!parent.content.empty()) {
    Node& last = parent.content.back();
    if (last.kind == NodeKind::kElement && last.element.front().name == name) {
      return last.element.front();
    }
  }
  parent.content.push_back(child({name, {}, {}}));
  return parent.content.back().element.front();
}

bool has_text(const Element& element) {
  return std::any_of(element.content.begin(), element.content.end(),
                     [](const Node& node) { return node.kind != NodeKind::kElement; });
}

void add_field(Element& top, std::size_t depth, const ShapeField& field, Node value) {
  const std::vector<std::string>& path = field.path;
  const std::size_t elements = path.size() - (field.part == FieldPart::kAttribute ? 1 : 0);
  Element* at = &top;
  for (std::size_t index = depth; index < elements; ++index) {
    const bool is_last = index + 1 == elements;
    if (at->name == "EventData" && index >= 2 && path[index] != "Binary") {
      Element data{"Data", {}, {}};
      if (path[index] != "Data") {
        data.attributes.push_back({"Name", {text(path[index])}});
      }
      at->content.push_back(child(std::move(data)));
      at = &at->content.back().element.front();
    } else if (is_last && field.part == FieldPart::kElement) {
      Element& found = child_for(*at, path[index]);
      if (!has_text(found)) {
        at = &found;
      } else {
        at->content.push_back(child({path[index], {}, {}}));
        at = &at->content.back().element.front();
      }
    } else {
      at = &child_for(*at, path[index]);
    }
  }
  if (field.part == FieldPart::kAttribute) {
    at->attributes.push_back({path.back(), {std::move(value)}});
  } else if (value.kind != NodeKind::kText || !value.text.empty()) {
    at->content.push_back(std::move(value));
  }
}

}  // namespace

ShapeTemplate make_shape_template(const Shape& shape, TemplateForm form, std::uint64_t key) {
  ShapeTemplate out;
  const std::string name = "copy " + std::to_string(key);
  out.root = {guid_from_text(name + " root"), {"Event", {}, {}}};
  out.nested.guid = guid_from_text(name + " data");
  const std::uint32_t computer = shape.well_known(WellKnown::kComputer);
  for (std::uint32_t index = 0; index < shape.fields().size(); ++index) {
    const ShapeField& field = shape.fields()[index];
    if (field.path.empty() || (field.path.size() == 1 && field.part == FieldPart::kElement)) {
      continue;
    }
    const bool is_nested = form == TemplateForm::kNested && field.section == FieldSection::kData &&
                           field.path.size() >= 2 && field.path[1] != "System" &&
                           (!out.has_nested || out.nested.root.name == field.path[1]);
    if (is_nested && !out.has_nested) {
      out.has_nested = true;
      out.nested.root.name = field.path[1];
    }
    Node value;
    if (field.slot == ShapeField::kConstant && index != computer) {
      value = text(field.constant_text);
    } else {
      std::uint16_t& slots = is_nested ? out.nested_slots : out.root_slots;
      value = substitute(slots, WireType::kUtf16, NullRule::kOptional);
      out.uses.push_back({index, slots, is_nested});
      ++slots;
    }
    add_field(is_nested ? out.nested.root : out.root.root, is_nested ? 2 : 1, field,
              std::move(value));
  }
  if (out.root.root.attributes.empty()) {
    out.root.root.attributes.push_back({"xmlns", {text(kEventNamespace)}});
  }
  if (out.has_nested) {
    out.nested_slot = out.root_slots++;
    out.root.root.content.push_back(
        substitute(out.nested_slot, WireType::kBinXml, NullRule::kOptional));
  }
  return out;
}

}  // namespace noroshi::evidence

// Elements, attributes and texts of binary XML.
#include "base/ensure.h"
#include "support/evtx_tokens.h"

namespace noroshi::evidence {

// An array under an element stands for that element repeated; templates leave the repetition to the
// reader, inline records spell it out.
void EvtxWriter::put_element(const Element& element, Form form, Values values) {
  if (form == Form::kInline && element.content.size() == 1 &&
      element.content[0].kind == NodeKind::kSubstitution) {
    const std::uint16_t slot = element.content[0].substitution.slot;
    if (slot < values.size() && is_array(values[slot].type)) {
      std::vector<WireValue> changed(values.begin(), values.end());
      Bytes rest = values[slot].bytes;
      ENSURE(values[slot].type == array_of(WireType::kUtf16));
      for (; rest.size() >= 2; rest = rest.subspan(2)) {
        std::size_t end = 0;
        while (end + 2 <= rest.size() && load_le<std::uint16_t>(rest.data() + end) != 0) {
          end += 2;
        }
        changed[slot] = {WireType::kUtf16, rest.first(end), nullptr};
        put_element_once(element, form, changed);
        rest = rest.subspan(end);
      }
      return;
    }
  }
  put_element_once(element, form, values);
}

void EvtxWriter::put_element_once(const Element& element, Form form, Values values) {
  bool has_attributes = false;
  for (const Attribute& attribute : element.attributes) {
    has_attributes |= form == Form::kTemplates || !is_dropped(attribute, values);
  }
  put_number(static_cast<std::uint8_t>(has_attributes ? kOpenElement | kMore : kOpenElement));
  if (form == Form::kTemplates) {
    put_number(element.dependency);
  }
  const std::uint32_t size_at = used_;
  put_number(std::uint32_t{0});
  put_name(element.name);
  if (has_attributes) {
    put_attributes(element, form, values);
  }
  if (element.content.empty()) {
    put_number(std::uint8_t{kCloseEmptyTag});
  } else {
    put_number(std::uint8_t{kCloseStartTag});
    put_nodes(element.content, form, values);
    put_number(std::uint8_t{kEndTag});
  }
  patch(size_at, used_ - size_at - 4);
}

bool EvtxWriter::is_dropped(const Attribute& attribute, Values values) const {
  for (const Node& node : attribute.value) {
    const Substitution& substitution = node.substitution;
    if (node.kind != NodeKind::kSubstitution || substitution.null_rule == NullRule::kNormal ||
        (substitution.slot < values.size() && values[substitution.slot].type != WireType::kNull)) {
      return false;
    }
  }
  return true;
}

void EvtxWriter::put_attributes(const Element& element, Form form, Values values) {
  const std::uint32_t size_at = used_;
  put_number(std::uint32_t{0});
  std::uint32_t last = 0;
  for (const Attribute& attribute : element.attributes) {
    if (form == Form::kInline && is_dropped(attribute, values)) {
      continue;
    }
    last = used_;
    put_number(static_cast<std::uint8_t>(kAttributeToken | kMore));
    put_name(attribute.name);
    const std::uint32_t value_at = used_;
    put_nodes(attribute.value, form, values);
    if (used_ == value_at) {
      put_text_token({});  // an attribute always has a value token
    }
  }
  patch(last, std::uint8_t{kAttributeToken});
  patch(size_at, used_ - size_at - 4);
}

void EvtxWriter::put_nodes(const std::vector<Node>& nodes, Form form, Values values) {
  for (std::size_t index = 0; index < nodes.size() && !overflow_; ++index) {
    const Node& node = nodes[index];
    const bool text_follows =
        index + 1 < nodes.size() && nodes[index + 1].kind != NodeKind::kElement;
    const auto token = [&](Token plain) {
      put_number(static_cast<std::uint8_t>(text_follows ? plain | kMore : plain));
    };
    switch (node.kind) {
      case NodeKind::kText:
        token(kValueText);
        put_number(static_cast<std::uint8_t>(WireType::kUtf16));
        put_units(node.text);
        break;
      case NodeKind::kSubstitution:
        if (form == Form::kTemplates) {
          put_number(static_cast<std::uint8_t>(node.substitution.null_rule == NullRule::kNormal
                                                   ? kNormalSubstitution
                                                   : kOptionalSubstitution));
          put_number(node.substitution.slot);
          put_number(static_cast<std::uint8_t>(node.substitution.type));
        } else if (node.substitution.slot < values.size()) {
          put_text_value(values[node.substitution.slot]);
        }
        break;
      case NodeKind::kElement:
        put_element(node.element.front(), form, values);
        break;
      case NodeKind::kCdata:
        token(kCdataSection);
        put_units(node.text);
        break;
      case NodeKind::kCharacter:
        token(kCharacterReference);
        put_number(node.character);
        break;
      case NodeKind::kEntity:
        token(kEntityReference);
        put_name(node.name);
        break;
      case NodeKind::kInstruction:
        put_number(std::uint8_t{kInstructionTarget});
        put_name(node.name);
        put_number(std::uint8_t{kInstructionData});
        put_units(node.text);
        break;
    }
  }
}

void EvtxWriter::put_text_value(const WireValue& value) {
  if (value.nested != nullptr) {
    put_element(definitions_[value.nested->definition].content.root, Form::kInline,
                value.nested->values);
    return;
  }
  if (value.type == WireType::kNull || value.bytes.empty()) {
    return;
  }
  Bytes units = value.bytes;
  if (value.type != WireType::kUtf16) {
    text_.clear();
    append_wire_text(value.type, value.bytes, text_);
    units_.clear();
    append_utf16(text_, units_);
    units = units_;
  }
  put_text_token(units);
}

void EvtxWriter::put_text_token(Bytes utf16) {
  put_number(std::uint8_t{kValueText});
  put_number(static_cast<std::uint8_t>(WireType::kUtf16));
  put_number(static_cast<std::uint16_t>(utf16.size() / 2));
  put(utf16);
}

}  // namespace noroshi::evidence

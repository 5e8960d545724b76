#include "indicator/json_document.h"

#include <simdjson.h>

#include <cstring>
#include <type_traits>

namespace noroshi {

namespace dom = simdjson::dom;

namespace {
constexpr std::size_t kMaxDepth = 64;
}

template <typename Element>
JsonNode to_node(const Element& element) {
  static_assert(sizeof(Element) <= sizeof(JsonNode) && std::is_trivially_copyable_v<Element>);
  JsonNode node;
  std::memcpy(node.storage_, &element, sizeof element);
  return node;
}

template <typename Element>
Element to_element(const JsonNode& node) {
  Element element;
  std::memcpy(static_cast<void*>(&element), node.storage_, sizeof element);
  return element;
}

bool JsonNode::is_object() const {
  return to_element<dom::element>(*this).is_object();
}

bool JsonNode::is_array() const {
  return to_element<dom::element>(*this).is_array();
}

std::optional<std::string_view> JsonNode::text() const {
  std::string_view out;
  if (to_element<dom::element>(*this).get_string().get(out) != simdjson::SUCCESS) {
    return {};
  }
  return out;
}

std::optional<std::uint64_t> JsonNode::number() const {
  std::uint64_t out = 0;
  bool is_number = to_element<dom::element>(*this).get_uint64().get(out) == simdjson::SUCCESS;
  return is_number ? std::optional(out) : std::nullopt;
}

std::optional<bool> JsonNode::boolean() const {
  dom::element element = to_element<dom::element>(*this);
  bool out = false;
  if (element.get_bool().get(out) == simdjson::SUCCESS) {
    return out;
  }
  std::int64_t number = 0;
  if (element.get_int64().get(number) == simdjson::SUCCESS && (number == 0 || number == 1)) {
    return number == 1;
  }
  return {};
}

std::optional<JsonNode> JsonNode::member(std::string_view name) const {
  dom::object object;
  dom::element found;
  if (to_element<dom::element>(*this).get_object().get(object) != simdjson::SUCCESS ||
      object.at_key(name).get(found) != simdjson::SUCCESS) {
    return {};
  }
  return to_node(found);
}

std::string_view JsonNode::text_of(std::string_view name) const {
  auto found = member(name);
  return found ? found->text().value_or("") : "";
}

void JsonNode::each_element(const std::function<void(JsonNode)>& call) const {
  dom::array array;
  if (to_element<dom::element>(*this).get_array().get(array) == simdjson::SUCCESS) {
    for (dom::element element : array) {
      call(to_node(element));
    }
  }
}

void JsonNode::each_member(const std::function<void(std::string_view, JsonNode)>& call) const {
  dom::object object;
  if (to_element<dom::element>(*this).get_object().get(object) == simdjson::SUCCESS) {
    for (dom::key_value_pair pair : object) {
      call(pair.key, to_node(pair.value));
    }
  }
}

struct JsonDocument::Implementation {
  dom::parser parser;
  dom::element root;
};

JsonDocument::JsonDocument() : implementation_(std::make_unique<Implementation>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  JsonDocument document;
  Implementation& self = *document.implementation_;
  simdjson::error_code error = self.parser.allocate(text.size(), kMaxDepth);
  if (error == simdjson::SUCCESS) {
    error = self.parser.parse(text.data(), text.size(), true).get(self.root);
  }
  if (error != simdjson::SUCCESS) {
    return fail(error == simdjson::DEPTH_ERROR ? ErrorCode::kLimit : ErrorCode::kInvalidInput,
                std::string("is broken JSON: ") + simdjson::error_message(error));
  }
  return document;
}

JsonNode JsonDocument::root() const {
  return to_node(implementation_->root);
}

}  // namespace noroshi

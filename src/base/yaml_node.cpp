#include "base/yaml.h"

namespace noroshi {

YamlNode::YamlNode() = default;
YamlNode::YamlNode(const YamlNode& other) = default;
YamlNode::YamlNode(YamlNode&& other) noexcept = default;
YamlNode& YamlNode::operator=(const YamlNode& other) = default;
YamlNode& YamlNode::operator=(YamlNode&& other) noexcept = default;
YamlNode::~YamlNode() = default;

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) {
      return &value;
    }
  }
  return nullptr;
}

std::string_view YamlNode::text_of(std::string_view key, std::string_view otherwise) const {
  const YamlNode* node = find(key);
  bool has_text = node != nullptr && node->is_scalar() && node->kind != YamlKind::kNull;
  return has_text ? std::string_view(node->text) : otherwise;
}

std::vector<std::string> YamlNode::texts_of(std::string_view key) const {
  std::vector<std::string> texts;
  const YamlNode* node = find(key);
  if (node == nullptr) {
    return texts;
  }
  if (node->is_scalar() && node->kind != YamlKind::kNull) {
    texts.push_back(node->text);
  }
  for (const YamlNode& item : node->items) {
    if (item.is_scalar() && item.kind != YamlKind::kNull) {
      texts.push_back(item.text);
    }
  }
  return texts;
}

}  // namespace noroshi

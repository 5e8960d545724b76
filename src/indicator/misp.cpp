#include "indicator/json_lists.h"
#include "indicator/list_types.h"
#include "indicator/marking.h"

namespace noroshi {
namespace {

void mark_by_tags(JsonNode node, IndicatorList& list) {
  if (auto tags = node.member("Tag")) {
    tags->each_element([&](JsonNode tag) { list.mark(marking_in(tag.text_of("name"))); });
  }
}

class MispReader {
 public:
  explicit MispReader(IndicatorList& list) : list_(list) {}

  // An event, an attribute, or a list or an answer that holds them.
  void read(JsonNode node) {
    if (node.is_array()) {
      node.each_element([this](JsonNode element) { read(element); });
      return;
    }
    if (auto inner = node.member("response")) {
      read(*inner);
    }
    if (auto inner = node.member("Event")) {
      read(*inner);
    }
    bool is_attribute = node.member("value").has_value();
    if (is_attribute) {
      read_attribute(node);
    } else {
      mark_by_tags(node, list_);
    }
    for (const char* name : {"Attribute", "Object"}) {
      if (auto inner = node.member(name)) {
        read(*inner);
      }
    }
  }

 private:
  void read_attribute(JsonNode node) {
    ++number_;
    mark_by_tags(node, list_);
    std::string_view value = node.text_of("value");
    auto says = [&](const char* name, bool otherwise) {
      auto flag = node.member(name);
      return flag ? flag->boolean().value_or(otherwise) : otherwise;
    };
    if (says("deleted", false)) {
      list_.leave_aside(number_, value, "is deleted");
    } else if (!says("to_ids", true)) {
      list_.leave_aside(number_, value, "is not meant for detection (to_ids)");
    } else {
      take_typed(list_, number_, node.text_of("type"), value);
    }
  }

  IndicatorList& list_;
  std::uint32_t number_ = 0;
};

}  // namespace

void read_misp(JsonNode root, IndicatorList& list) {
  MispReader(list).read(root);
}

}  // namespace noroshi

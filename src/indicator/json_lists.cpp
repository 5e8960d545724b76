#include "indicator/json_lists.h"

namespace noroshi {
namespace {

bool is_stix_object(JsonNode node) {
  return !node.text_of("type").empty() && node.text_of("id").contains("--");
}

bool is_stix(JsonNode root) {
  if (is_stix_object(root)) {
    return true;
  }
  bool found = false;
  JsonNode objects = root.member("objects").value_or(root);
  objects.each_element([&](JsonNode node) { found = found || is_stix_object(node); });
  return found;
}

bool is_misp(JsonNode root) {
  for (const char* name : {"Event", "response", "Attribute"}) {
    if (root.member(name)) {
      return true;
    }
  }
  bool found = false;
  root.each_element([&](JsonNode node) {
    found = found || node.member("Event") || node.member("Attribute") ||
            (!node.text_of("type").empty() && node.member("value"));
  });
  return found || (!root.text_of("type").empty() && root.member("value"));
}

}  // namespace

Result<void> read_json_list(std::string_view text, IndicatorList& list) {
  JsonDocument document = TRY(JsonDocument::parse(text));
  JsonNode root = document.root();
  if (is_stix(root)) {
    list.format = ListFormat::kStix;
    read_stix(root, list);
  } else if (is_misp(root)) {
    list.format = ListFormat::kMisp;
    read_misp(root, list);
  } else {
    return fail(ErrorCode::kInvalidInput,
                "is JSON, and neither a MISP event or attribute list nor a STIX 2 bundle");
  }
  return {};
}

}  // namespace noroshi

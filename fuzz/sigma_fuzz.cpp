// Any bytes as a rule file: the loader neither crashes nor hangs, every problem names a line and a
// reason, and every rule that comes out keeps the promises of rule/rule.h.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "rule/loader.h"

namespace noroshi {
namespace {

const Placeholders& placeholders() {
  static const Placeholders kValues = {{"one", {"a"}}, {"two", {"b*", R"(c\)"}}, {"none", {}}};
  return kValues;
}

void check_pattern(const Pattern& pattern) {
  const PatternToken* previous = nullptr;
  for (const PatternToken& token : pattern.tokens) {
    bool is_text = token.part == PatternPart::kLiteral;
    ENSURE(is_text == !token.text.empty());
    bool is_alone = is_text || token.part == PatternPart::kAnyRun;
    ENSURE(previous == nullptr || !is_alone || previous->part != token.part);
    previous = &token;
  }
}

void check_item(const Item& item) {
  ENSURE(!item.values.empty());
  for (const ItemValue& value : item.values) {
    for (const Pattern& pattern : value.alternatives) {
      check_pattern(pattern);
    }
    switch (item.kind) {
      case ItemKind::kPattern:
        ENSURE(value.is_null == value.alternatives.empty());
        break;
      case ItemKind::kNull:
        ENSURE(value.is_null && !item.is_keyword());
        break;
      case ItemKind::kRegex:
        ENSURE(value.regex.has_value());
        break;
      case ItemKind::kCidr:
        ENSURE(value.network.has_value() && value.network->prefix <= 128);
        break;
      case ItemKind::kExists:
        ENSURE(!item.is_keyword() && item.values.size() == 1);
        break;
      case ItemKind::kCompare:
      case ItemKind::kTimePart:
        ENSURE(value.number.has_value());
        break;
      case ItemKind::kFieldReference:
        ENSURE(!value.field.empty());
        break;
    }
  }
}

void check_node(const Rule& rule, const RuleNode& node, NodeKind leaf) {
  switch (node.kind) {
    case NodeKind::kItem:
      ENSURE(leaf == NodeKind::kItem && node.index < rule.items.size());
      break;
    case NodeKind::kSelection:
      ENSURE(leaf == NodeKind::kSelection && node.index < rule.selections.size());
      break;
    case NodeKind::kNot:
      ENSURE(leaf == NodeKind::kSelection && node.children.size() == 1);
      break;
    case NodeKind::kAnd:
    case NodeKind::kOr:
      ENSURE(node.children.size() > 1);
      break;
  }
  for (const RuleNode& child : node.children) {
    check_node(rule, child, leaf);
  }
}

void check(const LoadedRules& loaded) {
  for (const RuleProblem& problem : loaded.problems) {
    ENSURE(problem.line > 0 && !problem.message.empty());
  }
  for (const RulePtr& rule : loaded.rules) {
    ENSURE(!rule->title.empty() && !rule->selections.empty());
    ENSURE(rule->log_source != LogSource{});
    for (const Item& item : rule->items) {
      check_item(item);
    }
    for (const Selection& selection : rule->selections) {
      check_node(*rule, selection.root, NodeKind::kItem);
    }
    check_node(*rule, rule->condition, NodeKind::kSelection);
  }
}

}  // namespace
}  // namespace noroshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  noroshi::check(noroshi::load_rules(text, "fuzz.yml", noroshi::placeholders()));
  (void)noroshi::parse_placeholders(text, "fuzz.yml");
  return 0;
}

#include "rule/detection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/message.h"
#include "rule/condition.h"
#include "rule/item.h"

namespace noroshi {
namespace {

constexpr std::string_view kConditionKey = "condition";
constexpr std::string_view kTimeframeKey = "timeframe";  // of the old aggregating conditions

Result<RuleNode> read_definition(RuleDraft& draft, YamlNode definition);

RuleNode item_node(std::uint32_t index) {
  return {.kind = NodeKind::kItem, .index = index};
}

// A tree of one branch is that branch.
RuleNode join(NodeKind kind, std::vector<RuleNode> children) {
  if (children.size() == 1) {
    return std::move(children.front());
  }
  return {.kind = kind, .children = std::move(children)};
}

Result<RuleNode> read_map(RuleDraft& draft, YamlNode map) {
  if (map.members.empty()) {
    return fail(ErrorCode::kInvalidInput,
                "an empty mapping would hold for everything; give it a "
                "field and a value");
  }
  std::vector<RuleNode> children;
  children.reserve(map.members.size());
  for (std::size_t i = 0; i < map.members.size(); ++i) {
    auto& [key, value] = map.members[i];
    draft.line = map.key_lines[i];
    if (value.kind == YamlKind::kMapping) {
      return fail(
          ErrorCode::kInvalidInput,
          fmt::format("'{}' holds a mapping, and a field needs a value or a list of values; "
                      "write nested fields as one name with dots",
                      key));
    }
    std::vector<YamlNode> values;
    if (value.kind == YamlKind::kSequence) {
      values = std::move(value.items);
    } else {
      values.push_back(std::move(value));
    }
    children.push_back(item_node(TRY(add_item(draft, key, std::move(values)))));
  }
  return join(NodeKind::kAnd, std::move(children));
}

Result<RuleNode> read_list(RuleDraft& draft, YamlNode list) {
  std::vector<RuleNode> children;
  std::vector<YamlNode> keywords;  // scalars that stand side by side are one item
  int keywords_line = 0;
  auto end_keywords = [&]() -> Result<void> {
    if (!keywords.empty()) {
      draft.line = keywords_line;
      children.push_back(item_node(TRY(add_item(draft, {}, std::move(keywords)))));
      keywords.clear();
    }
    return {};
  };
  for (YamlNode& entry : list.items) {
    if (!entry.is_scalar()) {
      TRY(end_keywords());
      children.push_back(TRY(read_definition(draft, std::move(entry))));
      continue;
    }
    if (keywords.empty()) {
      keywords_line = entry.line;
    }
    keywords.push_back(std::move(entry));
  }
  TRY(end_keywords());
  if (children.empty()) {
    return fail(ErrorCode::kInvalidInput,
                "an empty list holds for nothing; remove the selection "
                "or fill it");
  }
  return join(NodeKind::kOr, std::move(children));
}

Result<RuleNode> read_definition(RuleDraft& draft, YamlNode definition) {
  draft.line = definition.line;
  switch (definition.kind) {
    case YamlKind::kMapping:
      return read_map(draft, std::move(definition));
    case YamlKind::kSequence:
      return read_list(draft, std::move(definition));
    default: {
      std::vector<YamlNode> keyword;
      keyword.push_back(std::move(definition));
      return item_node(TRY(add_item(draft, {}, std::move(keyword))));
    }
  }
}

Result<std::vector<std::string_view>> condition_texts(RuleDraft& draft, const YamlNode& node) {
  draft.line = node.line;
  std::vector<std::string_view> texts;
  auto add = [&](const YamlNode& entry) {
    bool is_text = entry.is_scalar() && entry.kind != YamlKind::kNull;
    if (is_text) {
      texts.push_back(entry.text);
    }
    return is_text;
  };
  bool is_readable = node.kind == YamlKind::kSequence
                         ? !node.items.empty() && std::ranges::all_of(node.items, add)
                         : add(node);
  if (!is_readable) {
    return fail(ErrorCode::kInvalidInput,
                "'condition' must be a text such as 'selection and not filter', or a list of such "
                "texts");
  }
  return texts;
}

Result<void> read_condition(RuleDraft& draft, const YamlNode& node) {
  std::vector<std::string_view> texts = TRY(condition_texts(draft, node));
  ConditionReader reader(draft);
  std::vector<RuleNode> queries;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    draft.line = node.kind == YamlKind::kSequence ? node.items[i].line : node.line;
    queries.push_back(TRY(reader.read(texts[i])));
  }
  draft.rule.condition = join(NodeKind::kOr, std::move(queries));
  for (std::size_t i = 0; i < draft.rule.selections.size(); ++i) {
    if (!reader.is_used(i)) {
      draft.line = draft.rule.selections[i].line;
      draft.warn(fmt::format("the selection '{}' is not used by the condition; use or remove it",
                             draft.rule.selections[i].name));
    }
  }
  return {};
}

}  // namespace

Result<void> read_detection(RuleDraft& draft, YamlNode detection) {
  draft.line = detection.line;
  if (detection.kind != YamlKind::kMapping) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("'detection' must be a mapping of selections and a 'condition'"));
  }
  const YamlNode* condition = detection.find(kConditionKey);
  if (condition == nullptr) {
    return fail(
        ErrorCode::kInvalidInput,
        tr_format("'detection' has no 'condition'; add one, such as  condition: selection"));
  }
  // First: that a condition is of the old form matters more than a slip in one of its parts.
  TRY(refuse_aggregation(draft, *condition));
  for (std::size_t i = 0; i < detection.members.size(); ++i) {
    auto& [name, definition] = detection.members[i];
    draft.line = detection.key_lines[i];
    if (name == kConditionKey) {
      continue;
    }
    if (name == kTimeframeKey && definition.is_scalar()) {
      draft.warn("'timeframe' has no meaning without an aggregation; remove it");
      continue;
    }
    if (name.empty() || name.size() > kMaxSelectionName) {
      return fail(ErrorCode::kLimit, fmt::format("the name of a selection must have 1 to {} bytes",
                                                 kMaxSelectionName));
    }
    if (draft.rule.selections.size() == kMaxSelections) {
      return fail(ErrorCode::kLimit,
                  fmt::format("more than {} selections; split the rule", kMaxSelections));
    }
    int line = draft.line;
    RuleNode root = TRY(read_definition(draft, std::move(definition)));
    draft.rule.selections.push_back({.name = name, .root = std::move(root), .line = line});
  }
  return read_condition(draft, *detection.find(kConditionKey));
}

}  // namespace noroshi

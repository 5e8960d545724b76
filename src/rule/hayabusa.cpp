#include "rule/hayabusa.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"

namespace noroshi {
namespace {

constexpr std::pair<std::string_view, std::string_view> kLevels[] = {
    {"info", "informational"}, {"undefined", "informational"}, {"med", "medium"},
    {"crit", "critical"},      {"emergency", "critical"},      {"emer", "critical"},
};
constexpr std::pair<std::string_view, std::string_view> kModifiers[] = {
    {"|equalsfield", "|fieldref"},
    {"|endswithfield", "|fieldref|endswith"},
};
constexpr std::string_view kNotRead[] = {"min_length", "regexes", "allowlist"};

YamlNode* member(YamlNode& node, std::string_view key) {
  auto found = std::ranges::find(node.members, key, &std::pair<std::string, YamlNode>::first);
  return found == node.members.end() ? nullptr : &found->second;
}

YamlNode text_node(std::string_view text, int line) {
  YamlNode node;
  node.kind = YamlKind::kString;
  node.text = text;
  node.line = line;
  return node;
}

void adapt_level(YamlNode& document) {
  YamlNode* level = member(document, "level");
  if (level == nullptr) {
    return;
  }
  for (auto [theirs, ours] : kLevels) {
    if (equal_ignoring_case(level->text, theirs)) {
      level->text = ours;
    }
  }
}

// `Image: {value: x}` and `Image: [{value: x}]` are `Image: x`.
Result<void> adapt_value(RuleDraft& draft, YamlNode& value) {
  if (value.kind == YamlKind::kSequence) {
    for (YamlNode& item : value.items) {
      TRY(adapt_value(draft, item));
    }
    return {};
  }
  for (const auto& [key, inner] : value.members) {
    if (std::ranges::find(kNotRead, key) != std::end(kNotRead)) {
      draft.line = inner.line;
      return fail(ErrorCode::kUnsupported,
                  fmt::format("'{}' of hayabusa-rules is not read by this version; write it as a "
                              "regular expression",
                              key));
    }
  }
  if (value.members.size() == 1 && value.members.front().first == "value") {
    YamlNode inner = std::move(value.members.front().second);
    value = std::move(inner);
  }
  return {};
}

// A selection: a mapping of fields, or a list of such.
Result<void> adapt_selection(RuleDraft& draft, YamlNode& selection) {
  for (YamlNode& item : selection.items) {
    TRY(adapt_selection(draft, item));
  }
  for (auto& [key, value] : selection.members) {
    for (auto [theirs, ours] : kModifiers) {
      if (key.ends_with(theirs)) {
        key.replace(key.size() - theirs.size(), theirs.size(), ours);
      }
    }
    TRY(adapt_value(draft, value));
  }
  return {};
}

bool asks_for_security_log(const YamlNode& detection) {
  return std::ranges::any_of(detection.members, [](const auto& selection) {
    const YamlNode* channel = selection.second.find("Channel");
    return channel != nullptr && channel->is_scalar() &&
           equal_ignoring_case(channel->text, "Security");
  });
}

// Such a rule says `NewProcessName` where the category's own name is `Image`, and means the parent
// by `ProcessId`: it runs under the names that the log has.
void adapt_log_source(YamlNode& document, const YamlNode& detection) {
  YamlNode* source = member(document, "logsource");
  if (source == nullptr || source->find("category") == nullptr ||
      source->find("service") != nullptr || !asks_for_security_log(detection)) {
    return;
  }
  for (auto& [key, value] : source->members) {
    if (key == "category") {
      key = "service";
      value = text_node("security", value.line);
    }
  }
}

}  // namespace

bool is_hayabusa_rule(const YamlNode& document) {
  return document.kind == YamlKind::kMapping && document.find("ruletype") != nullptr;
}

Result<void> adapt_hayabusa_rule(RuleDraft& draft, YamlNode& document) {
  adapt_level(document);
  YamlNode* detection = member(document, "detection");
  if (detection == nullptr || detection->kind != YamlKind::kMapping) {
    return {};
  }
  for (auto& [name, selection] : detection->members) {
    if (name != "condition") {
      TRY(adapt_selection(draft, selection));
    }
  }
  adapt_log_source(document, *detection);
  return {};
}

}  // namespace noroshi

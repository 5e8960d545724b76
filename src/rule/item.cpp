#include "rule/item.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/message.h"
#include "rule/modifiers/draft.h"
#include "rule/placeholders.h"

namespace noroshi {
namespace {

// Where the values of placeholders go, if anywhere.
enum class Expansion : std::uint8_t { kNone, kPattern, kRegex };

// Cuts `key` at its bars: the field, then the modifiers.
Result<void> split_key(std::string_view key, Item& item) {
  std::size_t bar = key.find('|');
  item.field = key.substr(0, bar);
  if (item.field.size() > kMaxFieldName) {
    return fail(ErrorCode::kLimit,
                fmt::format("a field name is longer than {} bytes; shorten it", kMaxFieldName));
  }
  while (bar != std::string_view::npos) {
    if (item.modifiers.size() == kMaxModifiers) {
      return fail(ErrorCode::kLimit,
                  fmt::format("'{}' has more than {} modifiers", item.field, kMaxModifiers));
    }
    key.remove_prefix(bar + 1);
    bar = key.find('|');
    item.modifiers.emplace_back(key.substr(0, bar));
  }
  return {};
}

Expansion expansion_of(const Item& item) {
  if (std::ranges::find(item.modifiers, "expand") == item.modifiers.end()) {
    return Expansion::kNone;
  }
  bool is_regex = std::ranges::find(item.modifiers, "re") != item.modifiers.end();
  return is_regex ? Expansion::kRegex : Expansion::kPattern;
}

Result<DraftType> read_text(RuleDraft& draft, Expansion expansion, ItemValue& value) {
  auto& missing = draft.rule.unresolved_placeholders;
  switch (expansion) {
    case Expansion::kNone:
      value.alternatives.push_back(parse_pattern(value.written));
      break;
    case Expansion::kPattern:
      value.alternatives = TRY(expand_pattern(value.written, draft.placeholders, missing));
      break;
    case Expansion::kRegex:
      value.regex = RegexLiteral{.text = expand_regex(value.written, draft.placeholders, missing)};
      break;
  }
  return DraftType::kText;
}

// A number is compared as a number, and as its decimal text where the record holds other text.
DraftType read_number(const YamlNode& node, ItemValue& value) {
  bool is_integer = node.kind == YamlKind::kInteger;
  std::string decimal = is_integer ? std::to_string(node.integer) : value.written;
  value.alternatives.push_back(plain_pattern(decimal));
  if (!std::isfinite(node.real)) {
    return DraftType::kText;  // .inf and .nan compare with nothing
  }
  value.number = NumberLiteral{
      .is_integer = is_integer, .integer = node.integer, .real = node.real, .text = value.written};
  return DraftType::kNumber;
}

Result<DraftType> read_value(RuleDraft& draft, Expansion expansion, YamlNode& node,
                             ItemValue& value) {
  value.written = std::move(node.text);
  switch (node.kind) {
    case YamlKind::kString:
      return read_text(draft, expansion, value);
    case YamlKind::kInteger:
    case YamlKind::kReal:
      return read_number(node, value);
    case YamlKind::kBoolean:
      value.boolean = node.boolean;
      value.alternatives.push_back(plain_pattern(node.boolean ? "true" : "false"));
      return DraftType::kBoolean;
    case YamlKind::kNull:
      value.is_null = true;
      value.written = "null";
      return DraftType::kNull;
    case YamlKind::kSequence:
    case YamlKind::kMapping:
      break;
  }
  return fail(
      ErrorCode::kInvalidInput,
      tr_format("a value must be text, a number, true, false or null; a list or a mapping cannot "
                "stand inside a list of values"));
}

Result<void> apply_modifiers(ItemDraft& draft) {
  for (std::size_t i = 0; i < draft.item.modifiers.size(); ++i) {
    draft.modifier = draft.item.modifiers[i];
    ApplyModifier apply = find_modifier(draft.modifier);
    if (apply == nullptr) {
      std::string_view nearest = nearest_modifier(draft.modifier);
      std::string hint =
          nearest.empty()
              ? tr_format("known are: {0}", fmt::format("{}", fmt::join(modifier_names(), ", ")))
              : tr_format("did you mean '{0}'?", nearest);
      return fail(
          ErrorCode::kInvalidInput,
          tr_format("unknown modifier '{0}' in '{1}|{2}'; {3}", draft.modifier, draft.item.field,
                    fmt::format("{}", fmt::join(draft.item.modifiers, "|")), hint));
    }
    TRY(apply(draft));
    draft.is_changed = draft.is_changed || (draft.modifier != "all" && draft.modifier != "neq");
  }
  return {};
}

// What only the finished item can tell.
Result<void> finish(RuleDraft& rule, ItemDraft& draft) {
  Item& item = draft.item;
  if (std::ranges::find(draft.types, DraftType::kBytes) != draft.types.end()) {
    return fail(ErrorCode::kInvalidInput,
                "a value in UTF-16 is bytes and matches no text; follow wide, utf16le, utf16be or "
                "utf16 with base64 or base64offset");
  }
  bool all_null =
      std::ranges::all_of(draft.types, [](DraftType type) { return type == DraftType::kNull; });
  if (item.kind == ItemKind::kPattern && all_null) {
    item.kind = ItemKind::kNull;
  }
  if (item.is_keyword() && std::ranges::find(draft.types, DraftType::kNull) != draft.types.end()) {
    return fail(ErrorCode::kInvalidInput, tr_format("null cannot be a keyword; give it a field"));
  }
  if (item.linking == Linking::kAll && item.values.size() == 1) {
    rule.warn(fmt::format("'all' on one value of '{}' changes nothing; remove it", item.field));
  }
  return {};
}

}  // namespace

Result<std::uint32_t> add_item(RuleDraft& draft, std::string_view key,
                               std::vector<YamlNode> values) {
  if (draft.rule.items.size() == kMaxItems) {
    return fail(ErrorCode::kLimit,
                fmt::format("more than {} detection items; split the rule", kMaxItems));
  }
  ItemDraft item;
  item.item.line = draft.line;
  TRY(split_key(key, item.item));
  if (values.empty()) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("'{0}' has an empty list; give it a value, or null if the field must be "
                          "absent",
                          key));
  }
  Expansion expansion = expansion_of(item.item);
  item.types.reserve(values.size());
  item.item.values.reserve(values.size());
  for (YamlNode& node : values) {
    draft.line = node.line;
    ItemValue& value = item.item.values.emplace_back();
    item.types.push_back(TRY(read_value(draft, expansion, node, value)));
    TRY(item.count_patterns(std::max<std::size_t>(value.alternatives.size(), 1)));
  }
  draft.line = item.item.line;
  TRY(apply_modifiers(item));
  TRY(finish(draft, item));
  draft.patterns += item.patterns;
  if (draft.patterns > kMaxFilePatterns) {
    return fail(ErrorCode::kLimit,
                fmt::format("the file comes to more than {} patterns; split it", kMaxFilePatterns));
  }
  draft.rule.items.push_back(std::move(item.item));
  return static_cast<std::uint32_t>(draft.rule.items.size() - 1);
}

}  // namespace noroshi

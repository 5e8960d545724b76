// re: the value is a regular expression, as it stands, without Sigma's unescaping. i, m and s are
// its flags. Whether the expression compiles is for the engine that runs it to say.
#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

Result<void> set_flag(ItemDraft& draft, bool RegexLiteral::* flag) {
  TRY(draft.require({DraftType::kRegex}, "'re' before it"));
  for (ItemValue& value : draft.item.values) {
    (*value.regex).*flag = true;
  }
  return {};
}

}  // namespace

Result<void> apply_re(ItemDraft& draft) {
  TRY(draft.require_first());
  TRY(draft.require({DraftType::kText}, "text"));
  draft.item.kind = ItemKind::kRegex;
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    ItemValue& value = draft.item.values[i];
    draft.types[i] = DraftType::kRegex;
    value.alternatives.clear();
    if (!value.regex) {  // set already where `expand` put values into it
      value.regex = RegexLiteral{.text = value.written};
    }
  }
  return {};
}

Result<void> apply_ignore_case(ItemDraft& draft) {
  return set_flag(draft, &RegexLiteral::ignore_case);
}
Result<void> apply_multi_line(ItemDraft& draft) {
  return set_flag(draft, &RegexLiteral::multi_line);
}
Result<void> apply_dot_matches_newline(ItemDraft& draft) {
  return set_flag(draft, &RegexLiteral::dot_matches_newline);
}

}  // namespace noroshi

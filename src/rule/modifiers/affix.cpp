// contains, startswith, endswith: wildcard tokens at the ends.
//
// On a regular expression they change nothing: an expression is searched for anywhere in the value,
// and `.*` before or after a searched expression never changes whether it is found.
#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

Result<void> apply_affix(ItemDraft& draft, Affix affix) {
  TRY(draft.require({DraftType::kText, DraftType::kRegex, DraftType::kFieldName}, "text"));
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    if (draft.types[i] != DraftType::kText) {
      continue;
    }
    for (Pattern& pattern : draft.item.values[i].alternatives) {
      if (affix != Affix::kStartsWith) {
        pattern.prepend_any_run();
      }
      if (affix != Affix::kEndsWith) {
        pattern.append_any_run();
      }
    }
  }
  if (draft.item.kind == ItemKind::kFieldReference) {
    bool is_other = draft.item.affix != Affix::kWhole && draft.item.affix != affix;
    draft.item.affix = is_other ? Affix::kContains : affix;
  }
  return {};
}

}  // namespace

Result<void> apply_contains(ItemDraft& draft) {
  return apply_affix(draft, Affix::kContains);
}
Result<void> apply_startswith(ItemDraft& draft) {
  return apply_affix(draft, Affix::kStartsWith);
}
Result<void> apply_endswith(ItemDraft& draft) {
  return apply_affix(draft, Affix::kEndsWith);
}

}  // namespace noroshi

// lt, lte, gt, gte: comparison with a number. After a time part (hour|gte) they compare that part.
#include <fmt/format.h>

#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

Result<void> apply_comparison(ItemDraft& draft, Comparison comparison) {
  TRY(draft.require_field());
  TRY(draft.require({DraftType::kNumber}, "a number"));
  if (draft.item.comparison != Comparison::kEqual) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("'{}' follows another comparison; write two items, one for each",
                            draft.modifier));
  }
  draft.item.comparison = comparison;
  if (draft.item.kind != ItemKind::kTimePart) {
    draft.item.kind = ItemKind::kCompare;
  }
  for (ItemValue& value : draft.item.values) {
    value.alternatives.clear();
  }
  return {};
}

}  // namespace

Result<void> apply_lt(ItemDraft& draft) {
  return apply_comparison(draft, Comparison::kLess);
}
Result<void> apply_lte(ItemDraft& draft) {
  return apply_comparison(draft, Comparison::kLessEqual);
}
Result<void> apply_gt(ItemDraft& draft) {
  return apply_comparison(draft, Comparison::kGreater);
}
Result<void> apply_gte(ItemDraft& draft) {
  return apply_comparison(draft, Comparison::kGreaterEqual);
}

}  // namespace noroshi

// minute, hour, day, week, month, year: a part of the field's time, compared with a number.
#include <fmt/format.h>

#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

Result<void> apply_time_part(ItemDraft& draft, TimePart part) {
  TRY(draft.require_first());
  TRY(draft.require_field());
  TRY(draft.require({DraftType::kNumber}, "a number"));
  for (ItemValue& value : draft.item.values) {
    if (!value.number->is_integer) {
      return fail(ErrorCode::kInvalidInput, fmt::format("'{}' needs a whole number, not '{}'",
                                                        draft.modifier, value.written));
    }
    value.alternatives.clear();
  }
  draft.item.kind = ItemKind::kTimePart;
  draft.item.time_part = part;
  return {};
}

}  // namespace

Result<void> apply_minute(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kMinute);
}
Result<void> apply_hour(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kHour);
}
Result<void> apply_day(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kDay);
}
Result<void> apply_week(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kWeek);
}
Result<void> apply_month(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kMonth);
}
Result<void> apply_year(ItemDraft& draft) {
  return apply_time_part(draft, TimePart::kYear);
}

}  // namespace noroshi

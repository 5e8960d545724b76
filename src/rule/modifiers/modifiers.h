// Every modifier: each function applies one to a draft (specification, appendix "Modifiers").
// To add one: its .cpp, its rows in modifiers_test.cpp, a line here and in modifier_list.cpp.
#pragma once

#include "rule/modifiers/draft.h"

namespace noroshi {

Result<void> apply_all(ItemDraft& draft);
Result<void> apply_base64(ItemDraft& draft);
Result<void> apply_base64offset(ItemDraft& draft);
Result<void> apply_cased(ItemDraft& draft);
Result<void> apply_cidr(ItemDraft& draft);
Result<void> apply_contains(ItemDraft& draft);
Result<void> apply_day(ItemDraft& draft);
Result<void> apply_dot_matches_newline(ItemDraft& draft);
Result<void> apply_endswith(ItemDraft& draft);
Result<void> apply_exists(ItemDraft& draft);
Result<void> apply_expand(ItemDraft& draft);
Result<void> apply_fieldref(ItemDraft& draft);
Result<void> apply_gt(ItemDraft& draft);
Result<void> apply_gte(ItemDraft& draft);
Result<void> apply_hour(ItemDraft& draft);
Result<void> apply_ignore_case(ItemDraft& draft);
Result<void> apply_lt(ItemDraft& draft);
Result<void> apply_lte(ItemDraft& draft);
Result<void> apply_minute(ItemDraft& draft);
Result<void> apply_month(ItemDraft& draft);
Result<void> apply_multi_line(ItemDraft& draft);
Result<void> apply_neq(ItemDraft& draft);
Result<void> apply_re(ItemDraft& draft);
Result<void> apply_startswith(ItemDraft& draft);
Result<void> apply_utf16(ItemDraft& draft);
Result<void> apply_utf16be(ItemDraft& draft);
Result<void> apply_utf16le(ItemDraft& draft);
Result<void> apply_week(ItemDraft& draft);
Result<void> apply_windash(ItemDraft& draft);
Result<void> apply_year(ItemDraft& draft);

}  // namespace noroshi

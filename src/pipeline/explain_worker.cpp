#include "pipeline/explain_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/message.h"
#include "event/value_text.h"
#include "report/explanation_text.h"

namespace noroshi {
namespace {

// The number that the file gives the record, or the one that the event itself names
// (EventRecordID): in a log that was exported with a filter they differ, and people know either.
bool has_number(const Record& record, std::uint64_t number) {
  if (record.id == number) {
    return true;
  }
  auto named = to_number(record.field(WellKnown::kRecordId));
  return named && named->is_integer && !named->is_negative && named->magnitude == number;
}

}  // namespace

void ExplainWorker::on_record(const Record& record) {
  observe(record);
  if (setup_.record && !has_number(record, *setup_.record)) {
    return;
  }
  ++records_;
  std::string_view file = setup_.sources->files[record.origins.front().source].path;
  for (std::uint32_t rule = 0; rule < setup_.rules->rules().size(); ++rule) {
    std::vector<Explanation> explanations = matcher_.explain(record, rule);
    bool in_view = std::ranges::any_of(explanations, &Explanation::in_view);
    bool holds = std::ranges::any_of(explanations, &Explanation::holds);
    in_view_ += in_view;
    held_ += holds;
    if (setup_.record || (holds && held_ <= kMostHeld)) {
      append_explanation(*setup_.rules, record, file, explanations, output());
    } else if (!holds && in_view && missed_ < kMostMissed) {
      ++missed_;
      append_explanation(*setup_.rules, record, file, explanations, missed_text_);
    }
  }
  flush_if_large();
}

std::string ExplainWorker::conclusion() const {
  if (setup_.record && records_ == 0) {
    return tr_format("no record has the number {0}\n", *setup_.record);
  }
  std::string out = held_ == 0 ? missed_text_ : "";
  if (held_ > kMostHeld && !setup_.record) {
    out += tr_format("... and on {0} more\n", held_ - kMostHeld);
  }
  out += tr_format("{0} records, {1} of the rule's log source, held on {2}\n", records_, in_view_,
                   held_);
  return out;
}

}  // namespace noroshi

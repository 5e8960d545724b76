#include "pipeline/tree_worker.h"

#include "event/value_text.h"
#include "pipeline/record_fields.h"

namespace noroshi {

void TreeWorker::on_record(const Record& record) {
  observe(record);
  bool asked = setup_.host.empty() || is_host(record.field(WellKnown::kComputer), setup_.host);
  if (!asked) {
    std::int64_t id = event_id_of(record);
    if (id == 1 || id == 4688) {
      hosts_.find_or_add(to_text(record.field(WellKnown::kComputer)));
    }
    return;
  }
  std::optional<ProcessEvent> event = reader_.life(record);
  std::span<const Hit> hits = matcher_.match(record);
  if (!event && hits.empty()) {
    return;
  }
  if (!event) {
    event = reader_.act(record);
  }
  for (const Hit& hit : hits) {
    event->rules.push_back(hit.rule);
  }
  count_detections(hits.size());
  append_process_event(*event, output());
  flush_if_large();
}

}  // namespace noroshi

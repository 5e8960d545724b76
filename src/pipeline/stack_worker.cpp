#include "pipeline/stack_worker.h"

#include "event/value_text.h"

namespace noroshi {

void StackWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !setup_.filter.admits(record)) {
    return;
  }
  ++looked_at_;
  const FieldWays& ways = ways_.get(record, [this](const Record& of) {
    return FieldWays(*setup_.views, of, setup_.field, setup_.category);
  });
  arena_.reset();
  Value value = ways.read(record, arena_);
  if (value.type == ValueType::kAbsent) {
    return;
  }
  ++with_field_;
  value_.clear();
  append_text(value, value_);
  host_.clear();
  append_text(record.field(WellKnown::kComputer), host_);
  tally_.add({.value = value_, .host = host_, .time = record.time});
  if (tally_.is_large()) {
    tally_.drain(output());
    flush_if_large();
  }
}

}  // namespace noroshi

#include "pipeline/stack_worker.h"

#include <algorithm>

#include "event/value_text.h"
#include "pipeline/record_fields.h"

namespace noroshi {

StackWorker::Ways StackWorker::find_ways(const Record& record) const {
  const ViewTable& views = *setup_.views;
  const Shape& shape = *record.shape;
  Ways of_categories;
  Ways of_services;
  for (ViewId view :
       views.select(to_text(record.field(WellKnown::kChannel)),
                    to_text(record.field(WellKnown::kProvider)), event_id_of(record))) {
    if (!setup_.category.empty() && views.category(view) != setup_.category) {
      continue;
    }
    Way way;
    way.field = views.resolve(view, shape, setup_.field);
    if (way.field.kind == Accessor::Kind::kAbsent) {
      continue;
    }
    for (const ViewGuard& guard : views.guards(view)) {
      way.guards.push_back({views.resolve(view, shape, guard.field), &guard.any_of});
    }
    (views.category(view).empty() ? of_services : of_categories).push_back(std::move(way));
  }
  Ways ways = std::move(of_categories);
  std::ranges::move(of_services, std::back_inserter(ways));
  if (std::uint32_t raw = shape.find(setup_.field);
      raw != Shape::kNone && setup_.category.empty()) {
    ways.push_back({{}, {Accessor::Kind::kField, raw, nullptr, {}}});
  }
  return ways;
}

bool StackWorker::holds(const Way& way, const Record& record) {
  return std::ranges::all_of(way.guards, [&](const Guard& guard) {
    std::string text = to_text(guard.field.read(record, arena_));
    return std::ranges::any_of(*guard.any_of, [&](const std::string& allowed) {
      return equals_ascii(Value::utf8(text), allowed);
    });
  });
}

void StackWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !setup_.filter.admits(record)) {
    return;
  }
  ++looked_at_;
  const Ways& ways = ways_.get(record, [this](const Record& of) { return find_ways(of); });
  for (const Way& way : ways) {
    arena_.reset();
    Value value = way.field.read(record, arena_);
    if (value.type == ValueType::kAbsent || !holds(way, record)) {
      continue;
    }
    value_.clear();
    append_text(value, value_);
    host_.clear();
    append_text(record.field(WellKnown::kComputer), host_);
    tally_.add({.value = value_, .host = host_, .time = record.time});
    ++with_field_;
    break;
  }
  if (tally_.is_large()) {
    tally_.drain(output());
    flush_if_large();
  }
}

}  // namespace noroshi

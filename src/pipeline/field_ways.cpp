#include "pipeline/field_ways.h"

#include <algorithm>
#include <iterator>

#include "event/value_text.h"
#include "pipeline/record_fields.h"

namespace noroshi {

FieldWays::FieldWays(const ViewTable& views, const Record& record, std::string_view field,
                     std::string_view category) {
  const Shape& shape = *record.shape;
  std::vector<Way> of_services;
  for (ViewId view :
       views.select(to_text(record.field(WellKnown::kChannel)),
                    to_text(record.field(WellKnown::kProvider)), event_id_of(record))) {
    if (!category.empty() && views.category(view) != category) {
      continue;
    }
    Way way;
    way.field = views.resolve(view, shape, field);
    if (way.field.kind == Accessor::Kind::kAbsent) {
      continue;
    }
    for (const ViewGuard& guard : views.guards(view)) {
      way.guards.push_back({views.resolve(view, shape, guard.field), &guard.any_of});
    }
    (views.category(view).empty() ? of_services : ways_).push_back(std::move(way));
  }
  std::ranges::move(of_services, std::back_inserter(ways_));
  if (std::uint32_t raw = shape.find(field); raw != Shape::kNone && category.empty()) {
    ways_.push_back({{}, {Accessor::Kind::kField, raw, nullptr, {}}});
  }
}

bool FieldWays::holds(const Way& way, const Record& record, Arena& arena) {
  return std::ranges::all_of(way.guards, [&](const Guard& guard) {
    std::string text = to_text(guard.field.read(record, arena));
    return std::ranges::any_of(*guard.any_of, [&](const std::string& allowed) {
      return equals_ascii(Value::utf8(text), allowed);
    });
  });
}

Value FieldWays::read(const Record& record, Arena& arena) const {
  for (const Way& way : ways_) {
    Value value = way.field.read(record, arena);
    if (value.type != ValueType::kAbsent && holds(way, record, arena)) {
      return value;
    }
  }
  return {};
}

}  // namespace noroshi

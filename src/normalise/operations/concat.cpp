#include "normalise/operations/concat.h"

#include <algorithm>
#include <cstring>

namespace noroshi {

Value Concat::evaluate(std::span<const Value> inputs, Arena& arena) const {
  std::span<std::string_view> texts = arena.allocate_array<std::string_view>(parts_.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Value part = parts_[i]->evaluate(inputs, arena);
    if (part.type == ValueType::kAbsent) {
      return {};
    }
    texts[i] = text_in(part, arena);
    size += texts[i].size();
  }
  auto* start = reinterpret_cast<char*>(arena.allocate(size, 1));
  char* at = start;
  for (std::string_view text : texts) {
    at = std::copy(text.begin(), text.end(), at);
  }
  return Value::utf8({start, size});
}

bool Concat::possible(std::span<const bool> present) const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [&](const OperationPtr& part) { return part->possible(present); });
}

}  // namespace noroshi

#include "normalise/operations/prefix_rewrite.h"

#include <algorithm>

#include "base/ascii.h"

namespace noroshi {

Value PrefixRewrite::evaluate(std::span<const Value> inputs, Arena& arena) const {
  Value value = input_->evaluate(inputs, arena);
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  std::string_view text = text_in(value, arena);
  for (const auto& [from, to] : rewrites_) {
    if (!starts_ignoring_case(text, from)) {
      continue;
    }
    std::string_view rest = text.substr(from.size());
    if (!rest.empty() && rest.front() != '\\') {
      continue;
    }
    std::size_t size = to.size() + rest.size();
    auto* start = reinterpret_cast<char*>(arena.allocate(size, 1));
    std::copy(rest.begin(), rest.end(), std::copy(to.begin(), to.end(), start));
    return Value::utf8({start, size});
  }
  return value;
}

}  // namespace noroshi

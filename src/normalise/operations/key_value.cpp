#include "normalise/operations/key_value.h"

namespace noroshi {

Value KeyValue::find(const Value& block, Arena& arena) const {
  std::string_view rest = text_in(block, arena);
  while (!rest.empty()) {
    std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) {
      continue;
    }
    line.remove_prefix(start);
    if (line.size() > key_.size() && line[key_.size()] == '=' && line.starts_with(key_)) {
      return Value::utf8(line.substr(key_.size() + 1));
    }
  }
  return {};
}

Value KeyValue::evaluate(std::span<const Value> inputs, Arena& arena) const {
  Value value = input_->evaluate(inputs, arena);
  if (value.type != ValueType::kList) {
    return value.type == ValueType::kAbsent ? Value{} : find(value, arena);
  }
  for (const Value& block : value.list()) {
    Value found = find(block, arena);
    if (found.type != ValueType::kAbsent) {
      return found;
    }
  }
  return {};
}

}  // namespace noroshi

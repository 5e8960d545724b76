#include "normalise/operations/hashes.h"

#include "base/ascii.h"

namespace noroshi {
namespace {

std::string_view without_spaces_around(std::string_view text) {
  std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

Value Hashes::evaluate(std::span<const Value> inputs, Arena& arena) const {
  Value value = input_->evaluate(inputs, arena);
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  std::string_view rest = text_in(value, arena);
  while (!rest.empty()) {
    std::size_t end = rest.find(',');
    std::string_view part = without_spaces_around(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    std::size_t equals = part.find('=');
    if (equals != std::string_view::npos &&
        equal_ignoring_case(part.substr(0, equals), algorithm_)) {
      return Value::utf8(part.substr(equals + 1));
    }
  }
  return {};
}

}  // namespace noroshi

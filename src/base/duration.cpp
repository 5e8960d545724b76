#include "base/duration.h"

#include <charconv>

namespace noroshi {
namespace {

std::int64_t seconds_of_unit(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86400;
    case 'w':
      return std::int64_t{7} * 86400;
    default:
      return 0;
  }
}

}  // namespace

Result<std::int64_t> parse_duration(std::string_view text) {
  std::string_view rest = text;
  std::int64_t sum = 0;
  bool is_valid = !text.empty();
  while (is_valid && !rest.empty()) {
    std::int64_t count = -1;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    std::int64_t unit = rest.empty() ? 0 : seconds_of_unit(rest.front());
    is_valid = error == std::errc{} && count >= 0 && unit > 0 &&
               count <= (kMaxDurationSeconds - sum) / unit;
    if (is_valid) {
      sum += count * unit;
      rest.remove_prefix(1);
    }
  }
  if (!is_valid || sum == 0) {
    return fail(ErrorCode::kInvalidInput,
                "'" + std::string(text) +
                    "' is no length of time; write 30m, 48h, 7d, 2w or 1d12h, at most 1000 years");
  }
  return sum;
}

}  // namespace noroshi

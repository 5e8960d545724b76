// The parts of a time that rules ask for (|minute, |hour, ... |year), from its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rule/rule.h"

namespace noroshi {

// As written, not converted to UTC; none if `text` is no time.
[[nodiscard]] std::optional<std::int64_t> time_part(std::string_view text, TimePart part);

}  // namespace noroshi

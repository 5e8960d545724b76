// The five entities that XML itself defines (XML 1.0, section 4.6).
#pragma once

#include <string_view>

#include "base/arena.h"
#include "event/value.h"

namespace noroshi::evtx {

// The text of the reference &name; an unknown one stays as it is written, in `arena`. Lives as long
// as the arena's batch.
[[nodiscard]] Value entity_value(std::string_view name, Arena& arena);

}  // namespace noroshi::evtx

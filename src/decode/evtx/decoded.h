// What either path makes of one record.
#pragma once

#include <cstdint>
#include <span>

#include "decode/evtx/layout.h"
#include "event/value.h"

namespace noroshi::evtx {

struct Decoded {
  const Layout* layout = nullptr;
  std::span<const Value> values;  // layout->shape->slots() of them
};

}  // namespace noroshi::evtx

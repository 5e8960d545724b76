// The log-source and field tables that were built in: data/**, as docs/design/normalise.md defines.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace noroshi {

[[nodiscard]] std::span<const EmbeddedFile> normalise_tables();

}  // namespace noroshi

// The message tables as files in the binary; inner to this folder.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace noroshi {

std::span<const EmbeddedFile> message_tables();

}  // namespace noroshi

// Ctrl-C and SIGTERM: the first asks the run to end with a valid partial result, the second ends
// the program.
#pragma once

#include <atomic>

namespace noroshi::cli {

// Installs the handlers and ignores SIGPIPE (write errors say the same); gives the flag they set.
const std::atomic<bool>& install_stop_signal();

}  // namespace noroshi::cli

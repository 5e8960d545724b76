#include "cli/stop_signal.h"

#include <unistd.h>
#include <csignal>

#include "cli/exit_codes.h"

namespace noroshi::cli {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) {
  if (stop_requested.exchange(true)) {
    _exit(kInterrupted);
  }
}

}  // namespace

const std::atomic<bool>& install_stop_signal() {
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return stop_requested;
}

}  // namespace noroshi::cli

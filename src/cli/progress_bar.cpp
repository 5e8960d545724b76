#include "cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/message.h"
#include "cli/units.h"

namespace noroshi::cli {

ProgressBar::ProgressBar(Show show)
    : enabled_(show == Show::kIfTerminal && ::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::update(const Progress& progress) {
  if (!enabled_) {
    return;
  }
  double part = progress.total_bytes == 0 ? 1.0
                                          : static_cast<double>(progress.bytes) /
                                                static_cast<double>(progress.total_bytes);
  double seconds = progress.seconds > 0 ? progress.seconds : 1;
  std::string line = fmt::format("\r\x1b[K{:3.0f}%  ", 100 * part);
  line += tr_format(
      "{0} of {1}  {2} records ({3}/s)  {4} detections", bytes_text(progress.bytes),
      bytes_text(progress.total_bytes), count_text(progress.records),
      count_text(static_cast<std::uint64_t>(static_cast<double>(progress.records) / seconds)),
      count_text(progress.detections));
  if (progress.seconds_left >= 0) {
    line += tr_format("  {0} left", duration_text(progress.seconds_left));
  }
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  visible_ = true;
}

void ProgressBar::clear() {
  if (visible_) {
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    visible_ = false;
  }
}

}  // namespace noroshi::cli

// One line on standard error that says how far a run is. Only where that is a terminal.
#pragma once

#include "pipeline/run.h"

namespace noroshi::cli {

class ProgressBar {
 public:
  enum class Show : bool { kNo, kIfTerminal };

  explicit ProgressBar(Show show);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { clear(); }

  void update(const Progress& progress);
  // Takes the line away, so that other text can be written.
  void clear();

 private:
  bool enabled_;
  bool visible_ = false;
};

}  // namespace noroshi::cli

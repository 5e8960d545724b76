// --tune: which tunings there are, and what is said about them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/tuner.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct TuneOptions {
  std::vector<std::string> files;

  void add_to(CLI::App& app);
  // The tunings of all files, in order of the files' names and then of their text.
  [[nodiscard]] Result<std::vector<Tuning>> load(const Placeholders& placeholders) const;
};

// For the summary: how many detections were excluded or changed, then a line for each tuning. Empty
// if there are no tunings.
[[nodiscard]] std::string tunings_text(const TunePlan& plan, std::span<const Tuner* const> tuners);

}  // namespace noroshi::cli

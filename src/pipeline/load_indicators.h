// Lists of indicators from files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indicator/indicator_list.h"

namespace noroshi {

struct LoadedIndicators {
  struct List {
    std::string name;  // the path as given
    ListFormat format = ListFormat::kPlain;
    std::size_t taken = 0;
    std::uint64_t left_aside_count = 0;
    std::vector<UnusedIndicator> left_aside;
    std::vector<std::string> markings;
  };
  std::vector<List> lists;
  std::vector<Indicator> indicators;  // of all lists, in their order; `list` is set
};

// An error if a file cannot be read or used, or if all of them together hold no indicator.
[[nodiscard]] Result<LoadedIndicators> load_indicators(std::span<const std::string> paths);

}  // namespace noroshi

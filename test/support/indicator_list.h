// A long list of indicators of all kinds, for benchmarks: almost none of them occurs in generated
// logs. Equal seeds give equal bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace noroshi::evidence {

struct IndicatorListOptions {
  std::uint64_t count = 100'000;
  std::uint64_t seed = 1;
};

// Returns the figures, for people.
[[nodiscard]] Result<std::string> write_indicator_list(const std::filesystem::path& path,
                                                       const IndicatorListOptions& options);

}  // namespace noroshi::evidence

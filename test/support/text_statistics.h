// How much texts repeat: count, distinct ones (by 64-bit hash), mean length.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace noroshi::evidence {

class TextStatistics {
 public:
  // `length` in characters, if it is not the number of bytes.
  void add(std::string_view text, std::uint64_t length) {
    hashes_.push_back(std::hash<std::string_view>{}(text));
    characters_ += length;
  }
  // "41.2 % of 2500000 command lines distinct, mean length 96.3 characters". Sorts.
  [[nodiscard]] std::string describe(std::string_view what) {
    std::sort(hashes_.begin(), hashes_.end());
    const auto distinct =
        static_cast<double>(std::unique(hashes_.begin(), hashes_.end()) - hashes_.begin());
    const auto count = static_cast<double>(std::max<std::size_t>(hashes_.size(), 1));
    return fmt::format("{:.1f} % of {} {} distinct, mean length {:.1f} characters",
                       100 * distinct / count, hashes_.size(), what,
                       static_cast<double>(characters_) / count);
  }

 private:
  std::vector<std::uint64_t> hashes_;
  std::uint64_t characters_ = 0;
};

}  // namespace noroshi::evidence

#include "base/nearest_word.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace noroshi {
namespace {

// Optimal string alignment: three rows of the usual table are enough.
std::size_t distance(std::string_view left, std::string_view right) {
  using Row = std::array<std::size_t, NearestWord::kMaxLength + 1>;
  Row before{};
  Row above{};
  Row row{};
  for (std::size_t j = 0; j <= right.size(); ++j) {
    above[j] = j;
  }
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      std::size_t changed = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + changed});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before = above;
    above = row;
  }
  return above[right.size()];
}

}  // namespace

NearestWord::NearestWord(std::string_view wanted)
    : wanted_(ascii_lowered(wanted)),
      distance_(std::max<std::size_t>(1, std::min(wanted.size(), kMaxLength) / 3) + 1) {}

void NearestWord::offer(std::string_view word) {
  if (wanted_.empty() || wanted_.size() > kMaxLength || word.size() > kMaxLength) {
    return;
  }
  std::size_t found = distance(wanted_, ascii_lowered(word));
  if (found < distance_) {
    distance_ = found;
    word_ = word;
  }
}

}  // namespace noroshi

#include "support/generate/choice.h"

namespace noroshi::test {

Choice::Choice(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
  for (std::uint8_t byte : bytes) {
    state_ = (state_ ^ byte) * 0x100000001B3u;
  }
}

// splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t Choice::next() {
  if (bytes_.size() >= 2) {
    std::uint64_t out = static_cast<std::uint64_t>(bytes_[0]) << 8 | bytes_[1];
    bytes_ = bytes_.subspan(2);
    return out;
  }
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::size_t Choice::below(std::size_t count) {
  return count <= 1 ? 0 : static_cast<std::size_t>(next() % count);
}

std::int64_t Choice::between(std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
}

}  // namespace noroshi::test

// Random numbers that are the same everywhere for the same seed (the standard's distributions are
// not). SplitMix64: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators".
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace noroshi::evidence {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  // In [0, limit). The bias is below limit / 2^64.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool chance(unsigned percent) { return below(100) < percent; }

  template <typename Container>
  const auto& pick(const Container& container) {
    return container[below(std::size(container))];
  }
  // Appends `count` lower-case hexadecimal digits.
  void append_hex(std::size_t count, std::string& out) {
    std::uint64_t bits = 0;
    for (std::size_t index = 0; index < count; ++index) {
      bits = index % 16 == 0 ? next() : bits >> 4;
      out.push_back("0123456789abcdef"[bits & 15]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace noroshi::evidence

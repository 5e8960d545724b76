// Which record numbers of a chunk were seen. A chunk holds at most 2,322 records and its numbers
// are consecutive, so the numbers that may be its own are a short window, kept as two bit sets;
// a number outside of it, or seen before, is not placed.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace noroshi::evtx {

class NumberWindow {
 public:
  static constexpr std::uint64_t kSize = 4096;

  void start(std::uint64_t first) {
    first_ = first;
    highest_ = 0;
    has_any_ = false;
    decoded_.fill(0);
    diagnosed_.fill(0);
  }

  [[nodiscard]] std::uint64_t first() const { return first_; }
  [[nodiscard]] bool has_any() const { return has_any_; }
  [[nodiscard]] std::uint64_t highest() const { return first_ + highest_; }

  // Whether a record of this number may still be counted as decoded.
  [[nodiscard]] bool is_free(std::uint64_t number) const {
    const std::uint64_t at = number - first_;
    return at < kSize && (decoded_[at / 64] >> (at % 64) & 1) == 0;
  }
  // `number` is free.
  void set_decoded(std::uint64_t number) {
    const std::uint64_t at = number - first_;
    decoded_[at / 64] |= std::uint64_t{1} << (at % 64);
    diagnosed_[at / 64] &= ~(std::uint64_t{1} << (at % 64));
    note(at);
  }
  // Nothing happens if the number is not free.
  void set_diagnosed(std::uint64_t number) {
    if (is_free(number)) {
      const std::uint64_t at = number - first_;
      diagnosed_[at / 64] |= std::uint64_t{1} << (at % 64);
      note(at);
    }
  }

  [[nodiscard]] bool is_seen(std::uint64_t number) const {
    const std::uint64_t at = number - first_;
    return ((decoded_[at / 64] | diagnosed_[at / 64]) >> (at % 64) & 1) != 0;
  }
  [[nodiscard]] std::uint64_t decoded() const { return count(decoded_); }
  [[nodiscard]] std::uint64_t diagnosed() const { return count(diagnosed_); }

 private:
  using Bits = std::array<std::uint64_t, kSize / 64>;

  void note(std::uint64_t at) {
    highest_ = std::max(highest_, at);
    has_any_ = true;
  }
  static std::uint64_t count(const Bits& bits) {
    std::uint64_t sum = 0;
    for (std::uint64_t word : bits) {
      sum += static_cast<std::uint64_t>(std::popcount(word));
    }
    return sum;
  }

  std::uint64_t first_ = 0;
  std::uint64_t highest_ = 0;
  bool has_any_ = false;
  Bits decoded_{};
  Bits diagnosed_{};
};

}  // namespace noroshi::evtx

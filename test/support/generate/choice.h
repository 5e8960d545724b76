// Choices for a generator: from the bytes of a fuzzer as long as there are any, then from a random
// sequence that those bytes seed. The same bytes always give the same choices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace noroshi::test {

class Choice {
 public:
  explicit Choice(std::uint64_t seed) : state_(seed) {}
  explicit Choice(std::span<const std::uint8_t> bytes);

  // 0 to count - 1.
  std::size_t below(std::size_t count);
  bool one_in(std::size_t count) { return below(count) == 0; }
  bool percent(std::size_t share) { return below(100) < share; }
  std::int64_t between(std::int64_t low, std::int64_t high);

  template <typename Container>
  const auto& of(const Container& container) {
    return container[below(std::size(container))];
  }

 private:
  std::uint64_t next();
  std::span<const std::uint8_t> bytes_;
  std::uint64_t state_ = 0;
};

}  // namespace noroshi::test

// Arena: memory for the length of one batch. Allocation is a pointer bump; reset() keeps the
// largest block, so that a steady stream of batches allocates nothing.
//
// Not thread-safe; one owner. Pointers hold until reset() or destruction. Objects in it are never
// destroyed, so only trivially destructible types may be placed there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace noroshi {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `size` bytes aligned to `alignment` (a power of two, at most 16). Never null.
  std::byte* allocate(std::size_t size, std::size_t alignment = 8) {
    std::size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (start + size > capacity_) [[unlikely]] {
      return allocate_slow(size);
    }
    used_ = start + size;
    return current_ + start;
  }

  template <typename T>
  std::span<T> allocate_array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= 16);
    auto* first = reinterpret_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    return {first, count};
  }

  std::string_view copy(std::string_view text) {
    auto* to = reinterpret_cast<char*>(allocate(text.size(), 1));
    if (!text.empty()) {
      std::memcpy(to, text.data(), text.size());
    }
    return {to, text.size()};
  }

  // Gives back the unused end of the newest allocation: `start` must be its pointer.
  void shrink_last(const std::byte* start, std::size_t size) {
    if (start >= current_ && start <= current_ + used_) {
      used_ = static_cast<std::size_t>(start - current_) + size;
    }
  }

  void reset();

  // Bytes held from the system, used or not.
  [[nodiscard]] std::size_t footprint() const { return footprint_; }

 private:
  std::byte* allocate_slow(std::size_t size);

  static constexpr std::size_t kFirstBlock = std::size_t{64} << 10;
  static constexpr std::size_t kKeep = std::size_t{4} << 20;  // larger blocks go back at reset()

  std::byte* current_ = nullptr;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
  std::size_t footprint_ = 0;
  std::vector<std::pair<std::unique_ptr<std::byte[]>, std::size_t>> blocks_;
};

}  // namespace noroshi

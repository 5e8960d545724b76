#include "base/arena.h"

#include <algorithm>

namespace noroshi {

std::byte* Arena::allocate_slow(std::size_t size) {
  std::size_t grown = std::max({kFirstBlock, capacity_ * 2, size + 16});
  blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(grown), grown);
  footprint_ += grown;
  current_ = blocks_.back().first.get();
  capacity_ = grown;
  used_ = size;
  return current_;
}

void Arena::reset() {
  used_ = 0;
  if (blocks_.size() > 1 || (blocks_.size() == 1 && blocks_.back().second > kKeep)) {
    auto largest = std::move(blocks_.back());
    blocks_.clear();
    footprint_ = 0;
    current_ = nullptr;
    capacity_ = 0;
    if (largest.second <= kKeep) {
      current_ = largest.first.get();
      capacity_ = largest.second;
      footprint_ = largest.second;
      blocks_.push_back(std::move(largest));
    }
  }
}

}  // namespace noroshi

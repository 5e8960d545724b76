#include "pipeline/ordered_results.h"

#include <algorithm>
#include <utility>

namespace noroshi {
namespace {

constexpr std::size_t kLargestSpare = std::size_t{1} << 20;  // larger buffers go back to the system

}  // namespace

OrderedResults::Admission OrderedResults::admit(std::uint64_t number,
                                                const std::function<bool()>& otherwise) {
  std::unique_lock lock(mutex_);
  bool other = false;
  for_workers_.wait(lock, [&] {
    other = otherwise && otherwise();
    return abandoned_ || other || number - turn_ < slots_.size();
  });
  if (abandoned_) {
    return Admission::kAbandoned;
  }
  return other ? Admission::kOtherwise : Admission::kBegin;
}

bool OrderedResults::wait_for(const std::function<bool()>& otherwise) {
  std::unique_lock lock(mutex_);
  for_workers_.wait(lock, [&] { return abandoned_ || otherwise(); });
  return !abandoned_;
}

void OrderedResults::nudge() {
  std::lock_guard lock(mutex_);
  for_workers_.notify_all();
}

void OrderedResults::put(ItemResult result) {
  std::uint64_t number = result.item.number;
  std::unique_lock lock(mutex_);
  std::optional<ItemResult>& slot = slots_[number % slots_.size()];
  // The slot is taken only while an earlier part of the same item waits to be written.
  for_workers_.wait(
      lock, [&] { return abandoned_ || (!slot && (result.is_complete || number == turn_)); });
  if (abandoned_) {
    return;
  }
  slot = std::move(result);
  if (number == turn_) {
    for_writer_.notify_one();
  }
}

void OrderedResults::end(std::uint64_t first_absent) {
  std::lock_guard lock(mutex_);
  end_ = std::min(end_, first_absent);
  for_writer_.notify_one();
}

std::optional<ItemResult> OrderedResults::take() {
  std::unique_lock lock(mutex_);
  std::optional<ItemResult>& slot = slots_[turn_ % slots_.size()];
  for_writer_.wait(lock, [&] { return abandoned_ || slot.has_value() || turn_ >= end_; });
  if (abandoned_ || !slot) {
    return std::nullopt;
  }
  std::optional<ItemResult> result = std::exchange(slot, std::nullopt);
  if (result->is_complete) {
    ++turn_;
  }
  for_workers_.notify_all();
  return result;
}

void OrderedResults::recycle(std::string buffer) {
  if (buffer.capacity() > kLargestSpare) {
    return;
  }
  buffer.clear();
  std::lock_guard lock(mutex_);
  if (spares_.size() < slots_.size()) {
    spares_.push_back(std::move(buffer));
  }
}

std::string OrderedResults::spare() {
  std::lock_guard lock(mutex_);
  if (spares_.empty()) {
    return {};
  }
  std::string buffer = std::move(spares_.back());
  spares_.pop_back();
  return buffer;
}

void OrderedResults::abandon() {
  std::lock_guard lock(mutex_);
  abandoned_ = true;
  for_workers_.notify_all();
  for_writer_.notify_all();
}

}  // namespace noroshi

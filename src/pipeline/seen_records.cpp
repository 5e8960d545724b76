#include "pipeline/seen_records.h"

#include <algorithm>
#include <bit>

namespace noroshi {
namespace {

unsigned length_class(const NumberRun& run) {
  return static_cast<unsigned>(std::bit_width(run.to - run.from));
}

// The largest distance from first to last number in a class.
std::uint64_t longest(unsigned length_class) {
  return length_class == 64 ? UINT64_MAX : (std::uint64_t{1} << length_class) - 1;
}

constexpr std::uint64_t bit(unsigned length_class) {
  return std::uint64_t{1} << std::min(length_class, 63U);
}

}  // namespace

void SeenRecords::insert(std::uint64_t item, const std::vector<NumberRun>& runs) {
  for (const NumberRun& run : runs) {
    if (entries_.size() >= most_runs_) {
      first_dropped_ = std::min(first_dropped_, item);
      return;
    }
    entries_.insert({run.origin, length_class(run), run.from, run.to, item});
    classes_[run.origin] |= bit(length_class(run));
  }
}

void SeenRecords::add(std::uint64_t item, const RecordRuns& runs) {
  std::lock_guard lock(mutex_);
  waiting_.emplace(item, runs.runs);
  std::uint64_t next = next_.load();
  for (auto at = waiting_.begin(); at != waiting_.end() && at->first == next; ++next) {
    insert(at->first, at->second);
    at = waiting_.erase(at);
  }
  next_.store(next);
}

SeenRecords::Overlap SeenRecords::overlap(std::uint64_t item,
                                          const std::vector<NumberRun>& runs) const {
  Overlap out;
  std::lock_guard lock(mutex_);
  out.is_complete = item <= first_dropped_;
  std::set<std::uint64_t> items;
  for (const NumberRun& run : runs) {
    auto found = classes_.find(run.origin);
    if (found == classes_.end()) {
      continue;
    }
    std::set<std::uint64_t> of_run;
    for (unsigned length = 0; length <= 64; ++length) {
      if ((found->second & bit(length)) == 0) {
        continue;
      }
      std::uint64_t reach = std::min(longest(length), run.from);
      auto at = entries_.lower_bound({run.origin, length, run.from - reach, 0, 0});
      for (; at != entries_.end() && at->origin == run.origin && at->length_class == length &&
             at->from <= run.to;
           ++at) {
        if (at->to >= run.from && at->item < item) {
          of_run.insert(at->item);
        }
      }
    }
    std::size_t taken = 0;
    for (std::uint64_t other : of_run) {
      if (++taken > kMostItemsPerRun) {
        out.is_complete = false;
        break;
      }
      items.insert(other);
    }
  }
  // The limits count items that are left out too: when they are known to be depends on the threads.
  std::size_t taken = 0;
  for (std::uint64_t other : items) {
    if (++taken > kMostItems) {
      out.is_complete = false;
      break;
    }
    if (!left_out_.contains(other)) {
      out.items.push_back(other);
    }
  }
  return out;
}

void SeenRecords::leave_out(std::uint64_t item) {
  std::lock_guard lock(mutex_);
  left_out_.insert(item);
}

}  // namespace noroshi

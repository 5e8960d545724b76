// ValueCounts: how often each value occurred, on which hosts, and when; exactly, however many
// values there are, in bounded memory, and the same for any number of threads.
//
// Each worker has a ValueTally. When it grows past its budget it is drained into frames of a
// TimeOrder, which sorts them on disk; so sights of one value come out side by side, and
// each_value() adds them up one value at a time.
//
//   worker:  tally.add({.group = 0, .value = "C:\\a.exe", .host = "WS01", .time = t});
//            if (tally.is_large()) tally.drain(output());
//   writer:  order.add(frames); ...; each_value(order, [](const ValueCount& value) { ... });
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "pipeline/time_order.h"

namespace noroshi {

// One occurrence. `group` keeps values of different kinds apart. `value` is compared without regard
// to case (base/fold.h). `marks` are bits that are joined, of `level` the highest counts.
struct ValueSight {
  std::uint32_t group = 0;
  std::string_view value;
  std::string_view host;
  Time time;
  std::uint64_t marks = 0;
  std::uint8_t level = 0;
};

// All of one value.
struct ValueCount {
  static constexpr std::size_t kMostNamed = 16;

  std::uint32_t group = 0;
  std::string value;  // of several spellings the bytewise first
  std::uint64_t count = 0;
  Time first, last;
  std::uint64_t marks = 0;
  std::uint8_t level = 0;
  std::uint64_t hosts = 0;               // how many
  std::vector<std::string> named_hosts;  // kMostNamed of them, the same on every run; sorted
};

// One a thread.
class ValueTally {
 public:
  static constexpr std::size_t kBudget = std::size_t{8} << 20;

  // A smaller `budget` (bytes) is for tests.
  explicit ValueTally(std::size_t budget = kBudget) : budget_(budget) {}

  // Cost: 0.2 us.
  void add(const ValueSight& sight);
  [[nodiscard]] bool is_large() const { return bytes_ > budget_; }
  // Appends everything as frames and starts over.
  void drain(std::string& out);

 private:
  struct Entry {
    std::string spelling;
    std::uint64_t count = 0;
    Time first, last;
    std::uint64_t marks = 0;
    std::uint8_t level = 0;
  };

  std::size_t budget_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Entry> entries_;  // by group, folded value, host
  std::string key_;
};

// Hands out every value once, in an order that depends on nothing but the values. `order` holds
// what drain() made, and is used up.
[[nodiscard]] Result<void> each_value(TimeOrder& order,
                                      const std::function<Result<void>(const ValueCount&)>& visit);

}  // namespace noroshi

// SeenRecords: what the items of a run hold, as runs of record numbers, and which earlier items
// must be looked at again because they may hold the same records.
//
// Items are added in any order by any thread; an item can be asked about when all before it are
// there (ready), so that the answer does not depend on the threads.
//
// Memory: about 100 bytes a run; a log of one host has one run a work item (1 MiB).
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <vector>

#include "pipeline/record_runs.h"

namespace noroshi {

class SeenRecords {
 public:
  // Limits that only a made-up input reaches; what is past them is counted as not compared.
  static constexpr std::size_t kMostRuns = std::size_t{1} << 20;  // of all items
  static constexpr std::size_t kMostItemsPerRun = 256;  // compared with one run of an item
  static constexpr std::size_t kMostItems = 4096;       // compared with one item

  struct Overlap {
    std::vector<std::uint64_t> items;  // earlier ones to compare with, ascending
    bool is_complete = true;           // false: a limit was met
  };

  explicit SeenRecords(std::size_t most_runs = kMostRuns) : most_runs_(most_runs) {}

  // Every item once.
  void add(std::uint64_t item, const RecordRuns& runs);
  // Whether every item before `item` was added. Takes no lock.
  [[nodiscard]] bool ready(std::uint64_t item) const { return item <= next_.load(); }
  // Which items before `item` hold numbers of these runs. ready(item) must hold.
  [[nodiscard]] Overlap overlap(std::uint64_t item, const std::vector<NumberRun>& runs) const;
  // Every record of `item` stands in an earlier item too: later ones need not look at it.
  void leave_out(std::uint64_t item);

 private:
  // Runs are kept by length (the power of two above it), so that a search knows how far back a run
  // that reaches into [from, to] may begin.
  struct Entry {
    std::uint64_t origin;
    unsigned length_class;
    std::uint64_t from, to;
    std::uint64_t item;

    auto operator<=>(const Entry&) const = default;
  };

  void insert(std::uint64_t item, const std::vector<NumberRun>& runs);

  std::size_t most_runs_;
  mutable std::mutex mutex_;
  std::set<Entry> entries_;
  std::unordered_map<std::uint64_t, std::uint64_t> classes_;  // origin -> bit set of classes
  std::map<std::uint64_t, std::vector<NumberRun>> waiting_;   // for the items before them
  std::set<std::uint64_t> left_out_;
  std::uint64_t first_dropped_ = UINT64_MAX;  // item whose runs were the first past the limit
  std::atomic<std::uint64_t> next_ = 0;
};

}  // namespace noroshi

// Which record numbers a work item holds, for each host and channel, as runs: [from, to]. So items
// can be asked whether they may share a record without looking at any record twice.
//
// Part of every run that merges duplicates, so it must cost next to nothing: a record of the same
// host and channel as the one before it, with the next number, costs two comparisons of short texts
// (about 10 ns). Runs may cover numbers that are not there, never the other way round.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/record.h"

namespace noroshi {

struct NumberRun {
  std::uint64_t origin = 0;  // origin_hash of host and channel
  std::uint64_t from = 0;
  std::uint64_t to = 0;

  auto operator<=>(const NumberRun&) const = default;
};

struct RecordRuns {
  std::vector<NumberRun> runs;
  bool may_repeat = false;  // some number may stand twice in the item itself
};

// One a thread; not thread-safe.
class RunTracker {
 public:
  // Runs of one host and channel in an item; past it the last one widens.
  static constexpr std::size_t kMostRuns = 16;

  explicit RunTracker(std::uint64_t seed) : seed_(seed) {}

  void begin();
  void see(const Record& record);
  [[nodiscard]] const RecordRuns& runs() const { return runs_; }

 private:
  struct Origin {
    std::size_t run = 0;  // the one that grows, in runs_
    std::size_t count = 0;
    std::uint64_t highest = 0;
  };

  [[nodiscard]] Origin& origin_of(const Record& record);
  void start_run(Origin& origin, std::uint64_t number);

  std::uint64_t seed_;
  RecordRuns runs_;
  std::unordered_map<std::uint64_t, Origin> origins_;
  // The record before: its host and channel as bytes, and their origin.
  std::string host_;
  std::string channel_;
  ValueType host_type_ = ValueType::kAbsent;
  ValueType channel_type_ = ValueType::kAbsent;
  Origin* last_ = nullptr;
  std::uint64_t last_hash_ = 0;
  std::string scratch_;
};

}  // namespace noroshi

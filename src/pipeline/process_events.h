// From a record to what it says of a process: starts and ends by the views process_creation and
// process_termination, anything else by the GUID or number of the process that it names.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "event/record.h"
#include "incident/process_tree.h"
#include "normalise/view.h"

namespace noroshi {

// One a thread.
class ProcessEventReader {
 public:
  static constexpr std::size_t kMaxShapes = 1024;  // that are remembered

  // `views` must outlive this.
  explicit ProcessEventReader(const ViewTable& views) : views_(views) {}

  // The start or end that the record tells of, or nothing. Cost: 2 us; 0.1 us for other records.
  [[nodiscard]] std::optional<ProcessEvent> life(const Record& record);
  // Which process did what the record tells of: kOther, perhaps with neither GUID nor number.
  [[nodiscard]] ProcessEvent act(const Record& record);

 private:
  [[nodiscard]] ProcessEvent base_event(const Record& record) const;
  [[nodiscard]] std::string text_of(const Accessor& accessor, const Record& record);

  const ViewTable& views_;
  Arena arena_;
  std::unordered_map<std::uint64_t, std::vector<Accessor>> fields_;  // by Shape and view
};

// As bytes, to go from worker to writer.
void append_process_event(const ProcessEvent& event, std::string& out);

// Collects what workers found, up to kMostBytes; the rest is counted. What is kept is the first in
// the order of the evidence, on any number of threads.
class ProcessEventStore {
 public:
  // About 115,000 processes; the tree of them takes as much again, and some.
  static constexpr std::size_t kMostBytes = std::size_t{80} << 20;  // as they lie in memory

  explicit ProcessEventStore(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  // `bytes`: any number of whole events.
  void add(std::string_view bytes);
  [[nodiscard]] std::vector<ProcessEvent> take() { return std::move(events_); }
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::vector<ProcessEvent> events_;
  std::uint64_t left_out_ = 0;
};

}  // namespace noroshi

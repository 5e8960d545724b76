// The worker of `noroshi demo`: what was read, and of every rule that held the detection to show.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "match/matcher.h"
#include "pipeline/record_worker.h"
#include "report/bounded_map.h"
#include "report/details.h"
#include "report/hunt_summary.h"

namespace noroshi {

// A detection to show: the first of its rule, in the order of time, that has a command line.
struct ShownDetection {
  Time time;
  Origin place;
  std::string host;
  std::string command_line;  // empty: the record has none
  std::string details;
};

// Collects per thread, then merges; the result does not depend on the threads.
struct DemoFindings {
  static constexpr std::size_t kMostNames = 1000;  // hosts, channels

  struct Count {
    std::uint64_t records = 0;
  };

  std::uint64_t records = 0;
  std::optional<Time> first, last;
  BoundedMap<std::string, Count> hosts{kMostNames};
  BoundedMap<std::string, Count> channels{kMostNames};
  LevelCounts by_level{};
  std::vector<std::optional<ShownDetection>> shown;  // by rule number

  // `other` is of the same rules.
  void merge(const DemoFindings& other);
};

class DemoWorker final : public RecordWorker {
 public:
  DemoWorker(std::shared_ptr<const RuleSet> rules, const DetailsTable& details);

  void on_record(const Record& record) override;

  // After the run.
  [[nodiscard]] const DemoFindings& findings() const { return findings_; }

 private:
  void consider(std::uint32_t rule, const Record& record);

  std::shared_ptr<const RuleSet> rules_;
  Matcher matcher_;
  DetailsRenderer details_;
  DemoFindings findings_;
  std::string text_;
};

}  // namespace noroshi

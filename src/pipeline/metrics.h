// Metrics: how many records there are of what, from when to when, and what is missing.
//
// Workers count cells: records of one (channel, provider, event id, computer). Everything else is a
// sum of cells. When a worker has too many it drains them into frames of a TimeOrder, which brings
// equal cells together; so the counts are exact and memory stays bounded. What is kept of a section
// is the kMostRows first by name; the records of the others are counted as left out.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "event/kind_cache.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/time_order.h"
#include "report/bounded_map.h"

namespace noroshi {

struct MetricsCell {
  std::uint64_t count = 0;
  Time oldest, newest;
  // Of records that have a number and stand where their log says: recovered ones come from before
  // a gap that is none.
  std::uint64_t numbered = 0;
  std::uint64_t first_number = 0, last_number = 0;

  void add(Time time);
  void add_number(std::uint64_t number);
  void add(const MetricsCell& other);

  // Numbers between the first and the last that no record has. Meaningless where numbers repeat.
  [[nodiscard]] std::uint64_t missing() const;
  // Over the time from the oldest to the newest, which counts as a day at least.
  [[nodiscard]] double per_day() const;
};

// Clearings of one log, told by events 1102 and 104.
struct MetricsClears {
  std::uint64_t count = 0;
  Time last;
};

class MetricsWorker final : public RecordWorker {
 public:
  static constexpr std::size_t kBudget = std::size_t{8} << 20;  // bytes of cells; then a drain
  static constexpr std::size_t kMostLogs = 10'000;              // that were cleared
  static constexpr std::size_t kMostDays = 10'000;
  using Log = std::pair<std::string, std::string>;  // computer, channel

  // `filter` must outlive this. A smaller `budget` is for tests.
  explicit MetricsWorker(const RecordFilter& filter, std::size_t budget = kBudget)
      : filter_(filter), filters_(filter.sets_anything()), budget_(budget) {}

  // Output: frames for a TimeOrder. Cost: about 50 ns.
  void on_record(const Record& record) override;

  // After the run.
  void drain(std::string& out);
  [[nodiscard]] const BoundedMap<Log, MetricsClears>& clears() const { return clears_; }
  [[nodiscard]] const BoundedMap<std::int64_t, std::uint64_t>& days() const { return days_; }

 private:
  // All records of one channel, provider and event id.
  struct Event {
    std::string key;
    std::unordered_map<std::string, MetricsCell> hosts;
    MetricsCell* last = nullptr;  // of the computer that was seen last, by the bytes of its name
    std::string last_bytes;
    ValueType last_type = ValueType::kAbsent;
  };

  [[nodiscard]] Event* event_of(const Record& record);
  [[nodiscard]] MetricsCell& cell_of(Event& event, const Value& host);
  void see_clearing(const Record& record);
  void see_day(Time time);

  const RecordFilter& filter_;
  bool filters_;
  std::size_t budget_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Event> events_;
  KindCache<Event*> kinds_;
  BoundedMap<Log, MetricsClears> clears_{kMostLogs};
  BoundedMap<std::int64_t, std::uint64_t> days_{kMostDays};  // local days since 1970-01-01
  std::int64_t day_ = 0;
  Time day_start_{INT64_MAX}, day_end_{INT64_MIN};
};

// The sums, after the run.
class Metrics {
 public:
  static constexpr std::size_t kMostRows = 50'000;  // of a section

  struct EventKey {
    std::string channel, provider;
    std::int64_t event_id = -1;  // -1: none
    auto operator<=>(const EventKey&) const = default;
  };
  struct Row {
    MetricsCell cell;
    std::uint64_t computers = 0;  // that have such records; counts only where a section has them
  };

  // `cells` holds the frames of all workers and is used up.
  [[nodiscard]] static Result<Metrics> of(TimeOrder& cells,
                                          const std::vector<const MetricsWorker*>& workers);

  std::uint64_t records = 0;
  BoundedMap<std::string, Row> computers{kMostRows};
  BoundedMap<std::string, Row> channels{kMostRows};
  BoundedMap<std::string, Row> providers{kMostRows};
  BoundedMap<EventKey, Row> events{kMostRows};
  BoundedMap<MetricsWorker::Log, Row> logs{kMostRows};
  BoundedMap<MetricsWorker::Log, MetricsClears> clears{MetricsWorker::kMostLogs};
  BoundedMap<std::int64_t, std::uint64_t> days{MetricsWorker::kMostDays};

 private:
  Metrics() = default;
};

}  // namespace noroshi

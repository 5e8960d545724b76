// Looks for the newest record: what --last counts back from.
#pragma once

#include <optional>

#include "pipeline/record_worker.h"

namespace noroshi {

class NewestWorker final : public RecordWorker {
 public:
  // Only records before `before`, if it is set.
  explicit NewestWorker(std::optional<Time> before) : before_(before) {}

  void on_record(const Record& record) override {
    observe(record);
    if ((!before_ || record.time < *before_) && (!newest_ || record.time > *newest_)) {
      newest_ = record.time;
    }
  }

  // After the run; nothing if there was no record.
  [[nodiscard]] std::optional<Time> newest() const { return newest_; }

 private:
  std::optional<Time> before_;
  std::optional<Time> newest_;
};

}  // namespace noroshi

// The worker of `noroshi logons`: takes facts out of records and hands them to a TimeOrder.
#pragma once

#include <string>

#include "pipeline/logon_fact.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/time_order.h"

namespace noroshi {

class LogonWorker final : public RecordWorker {
 public:
  // `filter` must outlive this.
  explicit LogonWorker(const RecordFilter& filter)
      : filter_(filter), filters_(filter.sets_anything()) {}

  [[nodiscard]] bool can_forget() const override { return true; }
  // Output: frames; the line of each is a LogonFact.
  void on_record(const Record& record) override {
    observe(record);
    if (filters_ && !filter_.admits(record)) {
      return;
    }
    if (auto fact = reader_.read(record)) {
      line_.clear();
      fact->append_packed(line_);
      append_frame(fact->time, fact->record, Uuid{}, line_, output());
      flush_if_large();
    }
  }

 private:
  const RecordFilter& filter_;
  bool filters_;
  LogonFactReader reader_;
  std::string line_;
};

}  // namespace noroshi

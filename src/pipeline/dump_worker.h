// Workers of `noroshi dump`.
#pragma once

#include "pipeline/record_worker.h"
#include "report/record_json.h"

namespace noroshi {

// Each record as a line of JSON in its own nesting; a recovered one says so.
class DumpWorker final : public RecordWorker {
 public:
  void on_record(const Record& record) override;

 private:
  RecordJson json_;
};

// Counts only: for the account of what was read, and for measuring decoding alone.
class CountWorker final : public RecordWorker {
 public:
  void on_record(const Record& record) override { observe(record); }
};

}  // namespace noroshi

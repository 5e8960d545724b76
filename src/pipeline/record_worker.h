// RecordWorker: what a command does with each record. One a thread; the pipeline calls it from
// that thread only. Derive, implement on_record(), and call observe() first in it.
#pragma once

#include <string>

#include "event/record.h"
#include "pipeline/ordered_results.h"
#include "pipeline/signs.h"
#include "pipeline/work.h"

namespace noroshi {

class RecordWorker : public RecordSink {
 public:
  // Pipeline: what comes until the next begin() belongs to `result`.
  void begin(ItemResult& result, OrderedResults& results);

  void on_diagnostic(Diagnostic diagnostic) final;

  // A worker gives its output away when it has grown past this, so that no input can make it
  // hold much more than this and one record's worth.
  static constexpr std::size_t kLargestOutput = std::size_t{2} << 20;

 protected:
  // Counts the record and looks at it for signs of tampering. Cost: some nanoseconds.
  void observe(const Record& record) {
    ++result_->records;
    signs_.see(record, *result_);
  }
  // Bytes for the writer, in order. Call flush_if_large() after each record that adds to it.
  [[nodiscard]] std::string& output() { return result_->output; }
  void flush_if_large() {
    if (result_->output.size() > kLargestOutput) [[unlikely]] {
      flush();
    }
  }
  void count_detections(std::uint64_t count) { result_->detections += count; }
  [[nodiscard]] const WorkItem& item() const { return result_->item; }

 private:
  void flush();

  ItemResult* result_ = nullptr;
  OrderedResults* results_ = nullptr;
  SignWatch signs_;
};

}  // namespace noroshi

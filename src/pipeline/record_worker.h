// RecordWorker: what a command does with each record. One a thread; the pipeline calls it from
// that thread only. Derive, implement on_record(), and call observe() first in it.
//
// Records that stand in the evidence more than once reach a worker once (RunOptions::duplicates). A
// worker that sums up over records needs to do nothing for that. One that wants to be fast keeps
// what it gathers in an item apart (can_forget): it is then given records before it is known
// whether they are duplicates, and where they are, what it gathered in that item is dropped and the
// item is read again. For others each item is decoded one more time beforehand.
#pragma once

#include <memory>
#include <string>

#include "event/record.h"
#include "pipeline/ordered_results.h"
#include "pipeline/signs.h"
#include "pipeline/work.h"

namespace noroshi {

// What a worker gathered in one item, besides its output.
struct ItemState {
  virtual ~ItemState() = default;
};

// Asked before a part of an item's output is handed over. False: the output is dropped, since the
// item will be read again.
struct PartGate {
  virtual ~PartGate() = default;
  virtual bool may_hand_over() = 0;
};

class RecordWorker : public RecordSink {
 public:
  // Pipeline: what comes until the next begin() belongs to `result`. `gate` may be null.
  void begin(ItemResult& result, OrderedResults& results, PartGate* gate = nullptr);
  // Outside a run: all output stays in `result`, however much it is.
  void begin(ItemResult& result);

  // Whether everything that on_record() changes, besides memory and caches, is in the item's result
  // or comes out of take_state(), or stays as it is when a record comes a second time.
  [[nodiscard]] virtual bool can_forget() const { return false; }
  // What was gathered since begin(); the worker forgets it. May be null.
  [[nodiscard]] virtual std::unique_ptr<ItemState> take_state() { return nullptr; }
  // The result to which this state belongs stands. Called once an item, in the order in which this
  // worker's items come, possibly after later items were begun.
  virtual void keep(std::unique_ptr<ItemState> state);

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
  PartGate* gate_ = nullptr;
  SignWatch signs_;
};

}  // namespace noroshi

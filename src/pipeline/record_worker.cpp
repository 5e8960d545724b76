#include "pipeline/record_worker.h"

#include <utility>

namespace noroshi {

void RecordWorker::begin(ItemResult& result, OrderedResults& results, PartGate* gate) {
  result_ = &result;
  results_ = &results;
  gate_ = gate;
  signs_.begin();
}

void RecordWorker::begin(ItemResult& result) {
  result_ = &result;
  results_ = nullptr;
  signs_.begin();
}

void RecordWorker::keep(std::unique_ptr<ItemState> /*state*/) {}

void RecordWorker::on_diagnostic(Diagnostic diagnostic) {
  result_->diagnostics.add(std::move(diagnostic));
}

void RecordWorker::flush() {
  if (results_ == nullptr) {
    return;
  }
  if (gate_ != nullptr && !gate_->may_hand_over()) {
    result_->output.clear();
    return;
  }
  ItemResult part;
  part.item = result_->item;
  part.is_complete = false;
  part.output = std::exchange(result_->output, results_->spare());
  results_->put(std::move(part));
}

}  // namespace noroshi

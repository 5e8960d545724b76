#include "pipeline/record_worker.h"

#include <utility>

namespace noroshi {

void RecordWorker::begin(ItemResult& result, OrderedResults& results) {
  result_ = &result;
  results_ = &results;
  signs_.begin();
}

void RecordWorker::on_diagnostic(Diagnostic diagnostic) {
  result_->diagnostics.add(std::move(diagnostic));
}

void RecordWorker::flush() {
  ItemResult part;
  part.item = result_->item;
  part.is_complete = false;
  part.output = std::exchange(result_->output, results_->spare());
  results_->put(std::move(part));
}

}  // namespace noroshi

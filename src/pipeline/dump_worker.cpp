#include "pipeline/dump_worker.h"

namespace noroshi {

void DumpWorker::on_record(const Record& record) {
  observe(record);
  json_.append(record, output());
  if (record.recovery == Recovery::kRecovered) {
    output().pop_back();
    output() += output().back() == '{' ? "\"recovered\":true}" : ",\"recovered\":true}";
  }
  output() += '\n';
  flush_if_large();
}

}  // namespace noroshi

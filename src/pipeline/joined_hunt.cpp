#include "pipeline/joined_hunt.h"

#include <utility>

#include "event/identity.h"
#include "pipeline/time_order.h"

namespace noroshi {

Result<JoinedTotals> hunt_joined(ScriptParts& parts, HuntWorker& worker, DetectionFormat format,
                                 const std::function<Result<void>(std::string_view)>& give) {
  JoinedTotals totals;
  RecordCopyReader reader;
  auto match = [&](const ScriptBlock& block) -> Result<void> {
    ++totals.blocks;
    totals.incomplete += !block.is_whole();
    if (block.parts <= 1) {
      return {};  // a part alone was matched when it was read
    }
    const Record* record = joined_record(block, reader);
    if (record == nullptr) {
      return fail(ErrorCode::kIo, "a temporary file does not hold what was written");
    }
    ItemResult result;
    worker.begin(result);
    worker.on_joined(*record, block);
    worker.keep(worker.take_state());
    totals.detections += result.detections;
    if (result.detections == 0 || format == DetectionFormat::kTable) {
      return {};
    }
    if (format == DetectionFormat::kTimeline) {
      return give(result.output);
    }
    std::string identity;
    append_identity(*record, identity);
    std::string frame;
    append_frame(record->time, record->id, DetectionIds(identity).of(""), result.output, frame);
    return give(frame);
  };
  TRY(parts.finish(match));
  return totals;
}

}  // namespace noroshi

// The last step of a hunt: rules over script blocks that were logged in several parts.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/result.h"
#include "pipeline/hunt_worker.h"
#include "pipeline/script_parts.h"

namespace noroshi {

struct JoinedTotals {
  std::uint64_t blocks = 0;
  std::uint64_t incomplete = 0;  // with parts missing, cut or in several versions
  std::uint64_t detections = 0;  // by rules that held on no single part
};

// Detections go where those of a run go, to `worker`; what it renders goes to `give` as frames for
// a TimeOrder, whatever the format. Memory: some copies of one joined text.
[[nodiscard]] Result<JoinedTotals> hunt_joined(
    ScriptParts& parts, HuntWorker& worker, DetectionFormat format,
    const std::function<Result<void>(std::string_view)>& give);

}  // namespace noroshi

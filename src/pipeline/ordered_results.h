// OrderedResults: takes results in any order and gives them out in the order of their numbers.
//
// It is also the brake. A worker asks admit(number) before it starts an item and waits while that
// item is more than `window` ahead of the one being written; so no more than `window` results are
// ever held, whatever the size of the input. A worker whose output grows too large in the middle
// of an item hands over a part of it; that waits until the item's turn has come. The item whose
// turn it is never waits, so nothing can lock up.
//
// Thread-safe: any number of workers, one writer.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/work.h"

namespace noroshi {

class OrderedResults {
 public:
  explicit OrderedResults(std::size_t window) : slots_(window) {}

  // Worker: waits until item `number` may begin, or until `otherwise` (may be empty) says that
  // there is something else to do. `otherwise` is asked under a lock and must not call back; after
  // what it looks at has changed, call nudge().
  enum class Admission : std::uint8_t { kBegin, kOtherwise, kAbandoned };
  [[nodiscard]] Admission admit(std::uint64_t number, const std::function<bool()>& otherwise = {});
  // Worker: waits for `otherwise` alone. False: the run was abandoned.
  [[nodiscard]] bool wait_for(const std::function<bool()>& otherwise);
  void nudge();
  // Worker: hands over a result, or a part of it (is_complete = false; waits for its turn).
  void put(ItemResult result);
  // Worker side: no item with this number or a higher one will come.
  void end(std::uint64_t first_absent);

  // Writer: the next result or part in order; nothing when all have been given out.
  [[nodiscard]] std::optional<ItemResult> take();
  // Writer: gives an output buffer back for reuse.
  void recycle(std::string buffer);
  // Worker: an empty buffer, with room from earlier use if there is one.
  [[nodiscard]] std::string spare();
  // Either side: nobody will take any more; everyone waiting goes on, what is
  // put is dropped, and take() gives nothing.
  void abandon();

 private:
  std::mutex mutex_;
  std::condition_variable for_workers_;
  std::condition_variable for_writer_;
  std::vector<std::optional<ItemResult>> slots_;
  std::vector<std::string> spares_;
  std::uint64_t turn_ = 0;
  std::uint64_t end_ = UINT64_MAX;
  bool abandoned_ = false;
};

}  // namespace noroshi

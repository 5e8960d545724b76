// One thread of a run: takes items, reads, decodes, and hands the results on.
//
// Where duplicates are left out, an item's result is known only when all items before it have said
// which record numbers they hold. Two ways lead there:
//
//   the worker can forget   items are processed at once; their results wait here (pending) until
//                           the items before them have spoken. Nearly always no number was seen
//                           before and the result stands. Otherwise the items that hold the same
//                           numbers are compared; if there are duplicates, the item is processed
//                           again without them.
//   it cannot, or the item  an item is decoded once for its numbers, waits for the items before it,
//   is likely a copy        and is then processed without its duplicates.
//
// What comes out is a function of the bytes of the evidence alone. Nothing can lock up: the first
// item that has not spoken is always in the hands of a thread that does not wait.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/duplicates.h"
#include "pipeline/record_worker.h"
#include "pipeline/seen_records.h"
#include "source/file_reader.h"

namespace noroshi {

// What all threads of a run share.
struct RunShared {
  RunShared(std::span<const SourceFile> files_read, evtx::DecodeOptions decode_options,
            std::size_t window);

  std::span<const SourceFile> files;
  evtx::DecodeOptions decode;
  bool leaves_out = false;  // duplicates
  std::uint64_t seed;
  ItemPlaces places;
  // By file: its last item that was compared held nothing new, so the next one is likely to hold
  // nothing new either and is better compared before it is processed. Changes no result.
  std::vector<std::atomic<bool>> repeats_expected;
  OrderedResults results;
  SeenRecords seen;
  MarkCache marks;
  std::function<std::optional<WorkItem>()> next;  // thread-safe
};

class RunThread final : public PartGate {
 public:
  RunThread(RunShared& shared, RecordWorker& worker);

  // Until there are no more items, or the run is abandoned.
  void work();

  bool may_hand_over() override;

 private:
  struct Pending {
    ItemResult result;
    RecordRuns runs;
    std::unique_ptr<ItemState> state;
  };
  class Gate;

  [[nodiscard]] bool wait_to_begin(const WorkItem& item);
  void process(const WorkItem& item);
  // Reads and decodes into the worker; `repeats` are left out. The state is the worker's to take.
  [[nodiscard]] ItemResult read_records(const WorkItem& item, RunTracker* tracker,
                                        const Repeats* repeats);
  void track_only(const WorkItem& item);
  [[nodiscard]] Repeats find_repeats(const WorkItem& item, const RecordRuns& runs);
  void process_again(const WorkItem& item, const Repeats& repeats);
  void settle_first_pending();
  // Waits for the items before each. False: abandoned.
  [[nodiscard]] bool settle_all_pending();
  void decode(const WorkItem& item, std::uint64_t size, RecordSink& sink, ItemResult* result);
  [[nodiscard]] Result<std::size_t> load(const WorkItem& item);

  RunShared& shared_;
  RecordWorker& worker_;
  evtx::ChunkDecoder decoder_;
  FileReader reader_;
  std::vector<std::byte> buffer_;
  RunTracker tracker_;
  std::deque<Pending> pending_;
  bool is_settled_ = false;  // the item at hand has its repeats left out: parts may be handed over
  bool is_dropped_ = false;  // it will be read again: records are only tracked
};

}  // namespace noroshi

#include "pipeline/run_thread.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace noroshi {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

class TrackSink final : public RecordSink {
 public:
  explicit TrackSink(RunTracker& tracker) : tracker_(tracker) {}
  void on_record(const Record& record) override { tracker_.see(record); }
  void on_diagnostic(Diagnostic) override {}  // said when the records are read

 private:
  RunTracker& tracker_;
};

}  // namespace

RunShared::RunShared(std::span<const SourceFile> files_read, evtx::DecodeOptions decode_options,
                     std::size_t window)
    : files(files_read),
      decode(decode_options),
      seed(random_seed()),
      places(files_read),
      repeats_expected(files_read.size()),
      results(window) {}

// Stands between decoder and worker.
class RunThread::Gate final : public RecordSink {
 public:
  Gate(RunThread& thread, RunTracker* tracker, const Repeats* repeats)
      : thread_(thread),
        tracker_(tracker),
        repeats_(repeats != nullptr && !repeats->offsets.empty() ? repeats : nullptr) {}

  void on_record(const Record& record) override {
    if (tracker_ != nullptr) {
      tracker_->see(record);
      if (thread_.is_dropped_) [[unlikely]] {
        return;
      }
    }
    if (repeats_ != nullptr && repeats_->is_repeated(record.origins.front().offset)) {
      return;
    }
    thread_.worker_.on_record(record);
  }
  void on_diagnostic(Diagnostic diagnostic) override {
    thread_.worker_.on_diagnostic(std::move(diagnostic));
  }

 private:
  RunThread& thread_;
  RunTracker* tracker_;
  const Repeats* repeats_;
};

RunThread::RunThread(RunShared& shared, RecordWorker& worker)
    : shared_(shared),
      worker_(worker),
      decoder_(shared.decode),
      buffer_(kItemBytes),
      tracker_(shared.seed) {}

void RunThread::work() {
  while (auto item = shared_.next()) {
    if (!wait_to_begin(*item)) {
      return;
    }
    process(*item);
  }
  (void)settle_all_pending();
}

bool RunThread::wait_to_begin(const WorkItem& item) {
  auto can_settle = [this] {
    return !pending_.empty() && shared_.seen.ready(pending_.front().result.item.number);
  };
  while (true) {
    switch (shared_.results.admit(item.number, can_settle)) {
      case OrderedResults::Admission::kBegin:
        return true;
      case OrderedResults::Admission::kOtherwise:
        settle_first_pending();
        break;
      case OrderedResults::Admission::kAbandoned:
        return false;
    }
  }
}

void RunThread::process(const WorkItem& item) {
  if (!shared_.leaves_out) {
    is_settled_ = true;
    ItemResult result = read_records(item, nullptr, nullptr);
    worker_.keep(worker_.take_state());
    shared_.results.put(std::move(result));
    return;
  }
  is_settled_ = false;
  is_dropped_ = false;
  tracker_.begin();
  if (worker_.can_forget() && !shared_.repeats_expected[item.source]) {
    ItemResult result = read_records(item, &tracker_, nullptr);
    auto state = worker_.take_state();
    shared_.seen.add(item.number, tracker_.runs());
    shared_.results.nudge();
    if (!is_dropped_) {
      pending_.push_back({std::move(result), tracker_.runs(), std::move(state)});
      return;
    }
  } else {
    track_only(item);
    shared_.seen.add(item.number, tracker_.runs());
    shared_.results.nudge();
  }
  RecordRuns runs = tracker_.runs();
  bool goes_on = settle_all_pending() &&
                 shared_.results.wait_for([&] { return shared_.seen.ready(item.number); });
  if (goes_on) {
    process_again(item, find_repeats(item, runs));
  }
}

bool RunThread::may_hand_over() {
  is_dropped_ = is_dropped_ || !is_settled_;
  return is_settled_;
}

void RunThread::process_again(const WorkItem& item, const Repeats& repeats) {
  is_settled_ = true;
  is_dropped_ = false;
  ItemResult result = read_records(item, nullptr, &repeats);
  worker_.keep(worker_.take_state());
  shared_.results.put(std::move(result));
}

void RunThread::settle_first_pending() {
  Pending pending = std::move(pending_.front());
  pending_.pop_front();
  Repeats repeats = find_repeats(pending.result.item, pending.runs);
  if (!repeats.offsets.empty()) {
    process_again(pending.result.item, repeats);
    return;
  }
  for (Diagnostic& sign : repeats.signs) {
    pending.result.diagnostics.add(std::move(sign));
  }
  worker_.keep(std::move(pending.state));
  shared_.results.put(std::move(pending.result));
}

bool RunThread::settle_all_pending() {
  while (!pending_.empty()) {
    std::uint64_t number = pending_.front().result.item.number;
    if (!shared_.results.wait_for([&] { return shared_.seen.ready(number); })) {
      return false;
    }
    settle_first_pending();
  }
  return true;
}

Repeats RunThread::find_repeats(const WorkItem& item, const RecordRuns& runs) {
  SeenRecords::Overlap overlap = shared_.seen.overlap(item.number, runs.runs);
  Repeats repeats;
  if (!overlap.items.empty() || runs.may_repeat) {
    MarkReader reader(shared_.files, shared_.seed, decoder_, reader_, buffer_);
    auto mine = shared_.marks.get(item, reader);
    RepeatFinder finder(*mine, shared_.files);
    for (std::uint64_t number : overlap.items) {
      finder.compare(*shared_.marks.get(shared_.places.item(number), reader));
    }
    repeats = finder.finish();
    if (repeats.is_all) {
      shared_.seen.leave_out(item.number);
    }
  }
  shared_.repeats_expected[item.source] = repeats.is_all;
  if (!overlap.is_complete) {
    repeats.signs.push_back({"duplicates.not-compared", item.source, item.offset, 0,
                             "record numbers that too many places hold; whether records here stand "
                             "elsewhere too was not looked at in full"});
  }
  return repeats;
}

Result<std::size_t> RunThread::load(const WorkItem& item) {
  return read_source(shared_.files[item.source], item.offset, std::span(buffer_).first(item.length),
                     reader_);
}

void RunThread::decode(const WorkItem& item, std::uint64_t size, RecordSink& sink,
                       ItemResult* result) {
  for (std::uint64_t at = 0; at < size; at += evtx::kChunkSize) {
    std::uint64_t length = std::min<std::uint64_t>(evtx::kChunkSize, size - at);
    Origin origin{item.source, item.offset + at, static_cast<std::uint32_t>(length)};
    auto report = decoder_.decode(std::span(buffer_).subspan(at, length), origin, sink);
    if (result != nullptr) {
      result->chunks.push_back({origin.offset, length, report});
    }
  }
}

void RunThread::track_only(const WorkItem& item) {
  TrackSink sink(tracker_);
  decode(item, load(item).value_or(0), sink, nullptr);
}

ItemResult RunThread::read_records(const WorkItem& item, RunTracker* tracker,
                                   const Repeats* repeats) {
  ItemResult result;
  result.item = item;
  result.output = shared_.results.spare();
  worker_.begin(result, shared_.results, this);
  auto got = load(item);
  std::uint64_t size = got.value_or(0);
  result.bytes_read = size;
  if (tracker == nullptr && repeats == nullptr) {
    decode(item, size, worker_, &result);
  } else {
    Gate gate(*this, tracker, repeats);
    decode(item, size, gate, &result);
  }
  if (size < item.length) {
    std::string reason = got ? "the file ended early; was it cut while being read?"
                             : "cannot be read: " + got.error().message;
    ChunkResult missing{item.offset + size, item.length - size, {}};
    missing.report.diagnosed_bytes = missing.size;
    result.chunks.push_back(missing);
    result.diagnostics.add({got ? "source.cut-short" : "source.unreadable", item.source,
                            missing.offset, missing.size, std::move(reason)});
  }
  if (repeats != nullptr) {
    result.duplicates = repeats->runs;
    for (const Diagnostic& sign : repeats->signs) {
      result.diagnostics.add(sign);
    }
  }
  return result;
}

}  // namespace noroshi

#include "pipeline/run.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "pipeline/run_thread.h"

namespace noroshi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kSecondsBetweenReports = 0.2;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// What all threads of a run share.
class Run {
 public:
  Run(const SourceList& sources, std::size_t threads, const RunOptions& options)
      : sources_(sources),
        options_(options),
        plan_(sources.files),
        shared_(sources.files, options.decode, threads * kWindowPerThread + 1),
        results_(shared_.results) {
    shared_.leaves_out = options.duplicates == Duplicates::kLeaveOut;
    shared_.next = [this] { return next(); };
  }

  void work(RecordWorker& worker) {
    try {
      RunThread(shared_, worker).work();
    } catch (const std::exception& exception) {
      std::lock_guard lock(mutex_);
      failure_ = exception.what();
      results_.abandon();
    }
  }

  [[nodiscard]] Result<RunTotals> write_in_order() {
    RunTotals totals;
    totals.account.files = 0;
    FileJoiner joiner(sources_.files);
    Progress progress;
    progress.total_bytes = sources_.total_bytes();
    double reported = 0;
    while (auto result = results_.take()) {
      if (!result->output.empty() && options_.write) {
        if (auto written = options_.write(result->output); !written) {
          results_.abandon();
          return std::unexpected(written.error());
        }
      }
      if (result->is_complete) {
        conclude(*result, joiner, totals);
      }
      results_.recycle(std::move(result->output));
      double now = seconds_since(start_);
      if (options_.on_progress && now - reported >= kSecondsBetweenReports) {
        reported = now;
        report(totals, now, progress);
      }
    }
    std::lock_guard lock(mutex_);
    if (!failure_.empty()) {
      return fail(ErrorCode::kInternal, "a worker failed: " + failure_);
    }
    look_for_changes(totals);
    totals.stopped = stopped_;
    totals.seconds = seconds_since(start_);
    return totals;
  }

 private:
  std::optional<WorkItem> next() {
    std::lock_guard lock(mutex_);
    bool stop = options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed);
    std::optional<WorkItem> item;
    if (!ended_) {
      item = plan_.next();
      if (item && stop) {
        item.reset();
        stopped_ = true;
      }
    }
    if (item) {
      handed_out_ = item->number + 1;
    } else {
      ended_ = true;
      results_.end(handed_out_);
    }
    return item;
  }

  void conclude(ItemResult& result, FileJoiner& joiner, RunTotals& totals) {
    bool file_done = joiner.join(result);
    totals.bytes += result.bytes_read;
    totals.records += result.records;
    totals.detections += result.detections;
    for (const DuplicateRun& run : result.duplicates) {
      totals.duplicates.add(run);
    }
    for (const auto& [kind, count] : result.diagnostics.counts()) {
      if (kind.starts_with("source.") && failed_source_ != result.item.source + 1) {
        failed_source_ = result.item.source + 1;
        ++totals.files_failed;
      }
    }
    if (options_.on_diagnostic) {
      for (const Diagnostic& diagnostic : result.diagnostics.kept()) {
        options_.on_diagnostic(diagnostic);
      }
    }
    totals.diagnostics.append(std::move(result.diagnostics));
    if (file_done) {
      totals.bytes += sources_.files[result.item.source].body;
      totals.account.add(joiner.account());
      if (options_.on_file) {
        options_.on_file(joiner.account());
      }
    }
  }

  // What was reported is of the bytes as they were read; what lies there now may be another thing.
  void look_for_changes(RunTotals& totals) const {
    for (std::uint32_t i = 0; i < sources_.files.size(); ++i) {
      if (!has_changed(sources_.files[i])) {
        continue;
      }
      ++totals.files_changed;
      Diagnostic changed{"source.changed", i, 0, 0,
                         "the file was changed while it was read (size or time of change)"};
      if (options_.on_diagnostic) {
        options_.on_diagnostic(changed);
      }
      totals.diagnostics.add(std::move(changed));
    }
  }

  void report(const RunTotals& totals, double now, Progress& progress) const {
    progress.bytes = totals.bytes;
    progress.records = totals.records;
    progress.detections = totals.detections;
    progress.seconds = now;
    progress.seconds_left = -1;
    if (totals.bytes > 0 && progress.total_bytes >= totals.bytes) {
      progress.seconds_left = now * static_cast<double>(progress.total_bytes - totals.bytes) /
                              static_cast<double>(totals.bytes);
    }
    options_.on_progress(progress);
  }

  const SourceList& sources_;
  const RunOptions& options_;
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;  // guards what follows, up to results_
  WorkPlan plan_;
  std::uint64_t handed_out_ = 0;
  bool ended_ = false;
  bool stopped_ = false;
  std::string failure_;
  RunShared shared_;
  OrderedResults& results_;
  std::uint64_t failed_source_ = 0;  // writer only: the last source counted as failed, plus one
};

}  // namespace

Result<RunTotals> run(const SourceList& sources,
                      std::span<const std::unique_ptr<RecordWorker>> workers,
                      const RunOptions& options) {
  Run shared(sources, workers.size(), options);
  std::vector<std::jthread> threads;
  threads.reserve(workers.size());
  for (const auto& worker : workers) {
    threads.emplace_back([&shared, &worker] { shared.work(*worker); });
  }
  return shared.write_in_order();
}

}  // namespace noroshi

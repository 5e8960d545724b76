// Runs workers over all files: threads, bounded queues, order restored.
//
//   WorkPlan --items--> N threads {pread -> ChunkDecoder -> RecordWorker} --results-->
//   OrderedResults --in order--> the calling thread {account, signs, write}
//
// Memory: one item's buffer a thread and at most kWindowPerThread results a thread, each bounded by
// RecordWorker::kLargestOutput; nothing grows with the input but the list of its files.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "pipeline/record_worker.h"
#include "pipeline/signs.h"
#include "pipeline/work.h"
#include "source/files.h"

namespace noroshi {

inline constexpr std::size_t kWindowPerThread = 4;

struct Progress {
  std::uint64_t bytes = 0;
  std::uint64_t total_bytes = 0;
  std::uint64_t records = 0;
  std::uint64_t detections = 0;
  double seconds = 0;
  double seconds_left = -1;  // negative: not known yet
};

enum class Duplicates : std::uint8_t {
  kKeep,      // every record is read wherever it stands
  kLeaveOut,  // a record that stands earlier in the evidence is counted apart, and no worker sees
              // it
};

struct RunOptions {
  evtx::DecodeOptions decode;
  Duplicates duplicates = Duplicates::kLeaveOut;
  // Set from anywhere (a signal handler too): no further work is handed out, and what was begun is
  // finished, so that the output is a prefix of the whole. May be null.
  const std::atomic<bool>* stop = nullptr;
  // All from the calling thread, in order. Any may be empty.
  std::function<void(const Progress&)> on_progress;  // about five times a second
  std::function<void(const Diagnostic&)> on_diagnostic;
  std::function<void(const FileAccount&)> on_file;
  std::function<Result<void>(std::string_view)> write;  // an error ends the run with that error
};

struct RunTotals {
  FileAccount account;  // sums over the files that were read to their end
  DiagnosticLog diagnostics;
  DuplicateReport duplicates;
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;  // without duplicates
  std::uint64_t detections = 0;
  std::uint64_t files_failed = 0;   // could not be read, wholly or in part
  std::uint64_t files_changed = 0;  // while they were read
  bool stopped = false;             // before all was done
  double seconds = 0;
};

// One thread for each worker. The calling thread writes; it mostly sleeps.
[[nodiscard]] Result<RunTotals> run(const SourceList& sources,
                                    std::span<const std::unique_ptr<RecordWorker>> workers,
                                    const RunOptions& options);

}  // namespace noroshi

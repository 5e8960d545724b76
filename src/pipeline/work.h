// Units of work, and what comes back from them.
//
// A file is cut into items of up to kChunksPerItem chunks; items are numbered in the order of the
// sources and of the offsets in them. Any thread may take the next item; results are put back into
// the order of the numbers (ordered_results.h), so the output never depends on the threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/time.h"
#include "decode/evtx/evtx.h"
#include "report/duplicates.h"
#include "source/files.h"

namespace noroshi {

inline constexpr std::uint64_t kChunksPerItem = 16;  // 1 MiB: large enough to forget the locks
inline constexpr std::uint64_t kItemBytes = kChunksPerItem * evtx::kChunkSize;

struct WorkItem {
  std::uint64_t number = 0;
  std::uint32_t source = 0;  // index in SourceList::files
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // 0: a file with nothing behind its header
  bool is_last = false;      // of its file
};

// Where the items of a list lie, by their numbers. Cost: a number a file, a binary search each.
class ItemPlaces {
 public:
  explicit ItemPlaces(std::span<const SourceFile> files);
  [[nodiscard]] WorkItem item(std::uint64_t number) const;

 private:
  std::span<const SourceFile> files_;
  std::vector<std::uint64_t> first_;  // number of each file's first item
};

// Hands out the items of a source list, one by one, without ever listing them all.
class WorkPlan {
 public:
  // `files` must outlive the plan.
  explicit WorkPlan(std::span<const SourceFile> files) : files_(files) {}
  [[nodiscard]] std::optional<WorkItem> next();

 private:
  std::span<const SourceFile> files_;
  std::size_t file_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t number_ = 0;
};

// Diagnostics of one item. Every one is counted; a bounded number is kept to be shown.
class DiagnosticLog {
 public:
  static constexpr std::size_t kKept = 256;

  void add(Diagnostic diagnostic);
  // Joins `other`, whose diagnostics come later in the input.
  void append(DiagnosticLog&& other);
  [[nodiscard]] const std::vector<Diagnostic>& kept() const { return kept_; }
  // Kind and number, in order of the kind's name.
  [[nodiscard]] std::vector<std::pair<std::string_view, std::uint64_t>> counts() const;
  [[nodiscard]] std::uint64_t total() const;

 private:
  std::vector<Diagnostic> kept_;
  std::vector<std::pair<std::string_view, std::uint64_t>> counts_;  // a handful of kinds
};

// What the records of an item say about the order of things: see signs.h.
struct OrderMark {
  bool any = false;
  std::string first_host, last_host;
  Time first_time, last_time;
  std::uint64_t first_record = 0, last_record = 0;
};

struct ChunkResult {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  evtx::ChunkReport report;
};

struct ItemResult {
  WorkItem item;
  std::string output;       // goes to the writer as it is
  bool is_complete = true;  // false: more output of this item follows
  std::vector<ChunkResult> chunks;
  DiagnosticLog diagnostics;
  OrderMark order;
  std::vector<DuplicateRun> duplicates;  // records that were left out
  std::uint64_t bytes_read = 0;
  std::uint64_t records = 0;
  std::uint64_t detections = 0;
};

}  // namespace noroshi

// Signs of tampering with a log, and the account of its bytes and record numbers.
//
// Looked for, on live records in the order of the file:
//   sign.log-cleared         an event that says a log was cleared (1102, 104 of the event log
//                            service)
//   sign.time-backwards      a record more than kTimeTolerance older than the one before it on the
//                            same host, though its number is higher
//   sign.records-missing     record numbers that lie between two chunks and in neither
//   sign.numbers-start-over  a chunk whose numbers start below those before it, where that is not
//                            the seam of a log that overwrites its oldest chunk
// Gaps inside a chunk are named by the decoder. These are signs, not proof: a clock that was set
// right looks like the second.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "event/record.h"
#include "pipeline/work.h"

namespace noroshi {

inline constexpr std::int64_t kTimeTolerance = 60 * Time::kTicksPerSecond;

// Inside one work item; part of a worker.
class SignWatch {
 public:
  void begin() { host_size_ = kNoHost; }
  void see(const Record& record, ItemResult& result);

 private:
  static constexpr std::size_t kLongestHost = 512;
  static constexpr std::size_t kNoHost = SIZE_MAX;

  [[nodiscard]] bool same_host(const Value& host) const;
  void keep_host(const Value& host);

  std::array<std::byte, kLongestHost> host_;
  std::size_t host_size_ = kNoHost;  // kNoHost: no record seen yet
};

// The account of one file. Nothing may be unexplained.
struct FileAccount {
  std::uint32_t source = 0;
  std::uint64_t files = 1;
  std::uint64_t chunks = 0;
  std::uint64_t first_record = 0;  // as the chunks' headers say; 0 if no chunk holds any
  std::uint64_t last_record = 0;
  std::uint64_t decoded = 0;
  std::uint64_t recovered = 0;
  std::uint64_t diagnosed = 0;
  std::uint64_t gaps = 0;
  std::uint64_t bytes = 0;
  std::uint64_t header_bytes = 0;
  std::uint64_t record_bytes = 0;
  std::uint64_t slack_bytes = 0;
  std::uint64_t diagnosed_bytes = 0;
  std::uint64_t unexplained_records = 0;
  std::uint64_t unexplained_bytes = 0;

  // Adds the sums; first and last record stay.
  void add(const FileAccount& other);
};

// Joins the items of each file, which must come in order.
class FileJoiner {
 public:
  explicit FileJoiner(std::span<const SourceFile> files) : files_(files) {}

  // Adds what lies between items to result.diagnostics. True when the file is complete: account()
  // is then its account until the next call.
  bool join(ItemResult& result);
  [[nodiscard]] const FileAccount& account() const { return account_; }

 private:
  struct Fall {  // a place where the numbers go down
    std::uint64_t offset, from, to;
  };

  void start(const WorkItem& item);
  void join_chunk(const ChunkResult& chunk, ItemResult& result);
  void join_order(const ItemResult& result, DiagnosticLog& into);
  void judge_falls(DiagnosticLog& into);

  std::span<const SourceFile> files_;
  FileAccount account_;
  bool is_open_ = false;
  std::uint64_t start_number_ = 0;     // of the first chunk that holds records
  std::uint64_t previous_number_ = 0;  // last of the chunk before
  OrderMark order_;
  std::vector<Fall> falls_;
};

}  // namespace noroshi

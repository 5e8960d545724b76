// The records of one work item as numbers, for comparing items with each other: who they are and
// where they lie, without their values. Made only for items that may share records with another.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/identity.h"
#include "pipeline/work.h"
#include "source/file_reader.h"

namespace noroshi {

struct RecordMark {
  std::uint64_t origin = 0;  // origin_hash
  std::uint64_t number = 0;
  RecordHash hash;
  std::uint64_t offset = 0;  // in the file
  Time time;
};

struct RecordOrigin {
  std::string host;
  std::string channel;
};

struct ItemMarks {
  WorkItem item;
  std::vector<RecordMark> marks;  // of records that have a number; by (origin, number, offset)
  std::unordered_map<std::uint64_t, RecordOrigin> origins;  // by origin_hash
  std::uint64_t without_number = 0;

  [[nodiscard]] std::size_t bytes() const;
};

// Reads items and makes their marks. One a thread; it borrows what the thread decodes with, because
// a second decoder's templates would cost as much memory as the first one's.
class MarkReader {
 public:
  // `buffer`: kItemBytes, overwritten by read().
  MarkReader(std::span<const SourceFile> files, std::uint64_t seed, evtx::ChunkDecoder& decoder,
             FileReader& reader, std::span<std::byte> buffer)
      : files_(files), seed_(seed), decoder_(decoder), reader_(reader), buffer_(buffer) {}

  // What cannot be read any more has no marks: the pass that reads the records says so.
  [[nodiscard]] std::shared_ptr<const ItemMarks> read(const WorkItem& item);

 private:
  std::span<const SourceFile> files_;
  std::uint64_t seed_;
  evtx::ChunkDecoder& decoder_;
  FileReader& reader_;
  std::span<std::byte> buffer_;
};

// Marks at hand, the least recently used given up first. Thread-safe.
class MarkCache {
 public:
  static constexpr std::size_t kMemory = std::size_t{24} << 20;

  [[nodiscard]] std::shared_ptr<const ItemMarks> get(const WorkItem& item, MarkReader& reader);

 private:
  using Entry = std::shared_ptr<const ItemMarks>;

  std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> by_number_;
  std::size_t bytes_ = 0;
};

}  // namespace noroshi

// RollingWriter: one long log in files of at most 1 GiB (a log's header counts chunks in 16 bits).
// The first file has the name given; the next ones are NAME-2.evtx, NAME-3.evtx, ...
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>

#include "support/evtx_writer.h"

namespace noroshi::evidence {

class RollingWriter {
 public:
  explicit RollingWriter(std::filesystem::path path) : path_(std::move(path)) {}

  // The writer for the next record. When generation() has changed, it is a new one, which knows
  // none of the templates defined before.
  [[nodiscard]] Result<EvtxWriter*> writer();
  [[nodiscard]] std::uint64_t generation() const { return generation_; }

  // Call after each record.
  void count_record() { ++records_in_file_; }
  // Ends the last file; the totals are those of all files.
  [[nodiscard]] Result<WriterTotals> finish();

 private:
  [[nodiscard]] Result<void> end_file();

  std::filesystem::path path_;
  std::unique_ptr<std::ofstream> out_;
  std::unique_ptr<EvtxWriter> writer_;
  std::uint64_t generation_ = 0;
  std::uint64_t records_in_file_ = 0;
  WriterTotals totals_;
};

}  // namespace noroshi::evidence

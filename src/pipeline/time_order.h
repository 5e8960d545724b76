// TimeOrder: puts rendered lines into the order of (event time, record number, id of the
// detection), however many there are.
//
// Lines gather in memory; when kMemory is full they are sorted and written to an unnamed temporary
// file as one run; at the end the runs are merged. So the order is that of all lines, and memory
// stays bounded: kMemory, and a small buffer a run.
//
// Not thread-safe. Workers make frames (append_frame), the writer adds them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/uuid.h"

namespace noroshi {

// A line as it travels from a worker to a TimeOrder.
void append_frame(Time time, std::uint64_t record, const Uuid& id, std::string_view line,
                  std::string& out);

class TimeOrder {
 public:
  static constexpr std::size_t kMemory = std::size_t{32} << 20;

  // A smaller `memory` is for tests.
  explicit TimeOrder(std::size_t memory = kMemory) : memory_(memory) {}

  // `frames`: any number of whole frames.
  [[nodiscard]] Result<void> add(std::string_view frames);
  // Hands all lines to `write`, in order. To be called once.
  [[nodiscard]] Result<void> finish(const std::function<Result<void>(std::string_view)>& write);

  [[nodiscard]] std::size_t runs() const { return runs_.size(); }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  struct Run {
    std::uint64_t start, end;
  };
  class RunReader;

  void sort_memory();
  [[nodiscard]] Result<void> spill();

  std::size_t memory_;
  std::string frames_;
  std::vector<std::string_view> sorted_;  // frames, in frames_
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::uint64_t written_ = 0;
  std::vector<Run> runs_;
};

}  // namespace noroshi

// What the benchmarks measure with: wall time, reading files piece by piece, a child's peak memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace noroshi::bench {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  // Processor time of the whole process: what a busy machine does not distort.
  [[nodiscard]] double cpu_seconds() const {
    return static_cast<double>(std::clock() - cpu_start_) / CLOCKS_PER_SEC;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::clock_t cpu_start_ = std::clock();
};

// Calls take(bytes, offset) for pieces of `piece` bytes, from `start` on. Ends the program with a
// message if the file cannot be read: a benchmark with missing input has no result.
void read_pieces(const std::string& path, std::uint64_t start, std::size_t piece,
                 const std::function<void(std::span<const std::byte>, std::uint64_t)>& take);

std::string read_whole(const std::string& path);

struct ChildCost {
  int exit_code = 0;
  double seconds = 0;
  double cpu_seconds = 0;
  std::uint64_t peak_bytes = 0;
};
// Runs a command and waits for it.
ChildCost run_child(const std::vector<std::string>& command);

}  // namespace noroshi::bench

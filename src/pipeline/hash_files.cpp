#include "pipeline/hash_files.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace noroshi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kBetweenReports = std::chrono::milliseconds(200);

}  // namespace

Result<std::vector<HashedFile>> hash_files(std::span<const std::string> paths,
                                           const HashOptions& options) {
  std::vector<HashedFile> out(paths.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::atomic<std::uint64_t> bytes = 0;
  auto stopped = [&] { return options.stop != nullptr && options.stop->load(); };
  auto work = [&] {
    for (std::size_t i = next++; i < paths.size() && !stopped(); i = next++) {
      auto hash = hash_file(paths[i], [&](std::uint64_t piece) {
        bytes += piece;
        return !stopped();
      });
      if (hash) {
        out[i].hash = std::move(*hash);
      } else {
        out[i].problem = hash.error().message;
      }
      ++done;
    }
  };
  auto start = Clock::now();
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < std::min<std::size_t>(options.threads, paths.size()); ++i) {
    threads.emplace_back(work);
  }
  auto reported = start;
  while (options.on_progress && done < paths.size() && !stopped()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (auto now = Clock::now(); now - reported >= kBetweenReports) {
      reported = now;
      Progress progress;
      progress.bytes = bytes;
      progress.total_bytes = options.total_bytes;
      progress.seconds = std::chrono::duration<double>(now - start).count();
      options.on_progress(progress);
    }
  }
  threads.clear();  // joins
  if (stopped()) {
    return fail(ErrorCode::kIo, "stopped before every file was hashed", "");
  }
  return out;
}

}  // namespace noroshi

// SHA-256 of many files, on several threads.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/run.h"
#include "source/sha256.h"

namespace noroshi {

struct HashOptions {
  unsigned threads = 1;
  std::uint64_t total_bytes = 0;            // for progress
  const std::atomic<bool>* stop = nullptr;  // as RunOptions::stop
  std::function<void(const Progress&)> on_progress;
};

struct HashedFile {
  FileHash hash;
  std::string problem;  // why it could not be read; empty: it was
};

// In the order of `paths`. An error only if it was stopped.
[[nodiscard]] Result<std::vector<HashedFile>> hash_files(std::span<const std::string> paths,
                                                         const HashOptions& options);

}  // namespace noroshi

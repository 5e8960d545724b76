// Every event log of the corpus: both paths agree on every record, and nothing is unexplained.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "decode/evtx/evtx.h"
#include "support/evtx_paths.h"

namespace noroshi::evtx {
namespace {

std::vector<std::filesystem::path> corpus_files() {
  std::vector<std::filesystem::path> files;
  const char* root = std::getenv("NOROSHI_CORPUS");
  if (root == nullptr) {
    return files;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == ".evtx") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(EvtxCorpus, BothPathsAgreeAndNothingIsUnexplained) {
  const auto files = corpus_files();
  if (files.empty()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the two paths are not compared on real logs";
  }
  support::PathComparer comparer;
  for (const auto& path : files) {
    const std::string content = read_file(path);
    const Bytes bytes = std::as_bytes(std::span(content));
    ASSERT_TRUE(looks_like_evtx(bytes)) << path;
    EXPECT_TRUE(read_file_header(bytes).has_value()) << path;
    for (std::size_t at = kFileHeaderSize; at < bytes.size(); at += kChunkSize) {
      const std::size_t size = std::min(kChunkSize, bytes.size() - at);
      const std::string wrong =
          comparer.compare(bytes.subspan(at, size), {0, at, static_cast<std::uint32_t>(size)});
      ASSERT_EQ(wrong, "") << path << ", chunk at " << at;
    }
  }
  EXPECT_GT(comparer.records(), 0u);
  RecordProperty("records", std::to_string(comparer.records()));
}

// Numbers that are the same in every run.
class Sequence {
 public:
  std::uint32_t next(std::uint32_t below) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state_ >> 33) % below;
  }

 private:
  std::uint64_t state_ = 1;
};

// A few bytes of real chunks changed: the paths still agree and the sums are still right.
TEST(EvtxCorpus, BothPathsAgreeOnDamagedChunks) {
  const auto files = corpus_files();
  if (files.empty()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the two paths are not compared on damaged logs";
  }
  constexpr int kVariants = 6;
  constexpr int kChanges = 4;
  support::PathComparer comparer;
  Sequence sequence;
  for (const auto& path : files) {
    const std::string content = read_file(path);
    if (content.size() < kFileHeaderSize + kChunkSize) {
      continue;
    }
    const std::string chunk = content.substr(kFileHeaderSize, kChunkSize);
    const std::uint32_t free_space =
        std::clamp<std::uint32_t>(load_le<std::uint32_t>(chunk.data() + 48), 513, kChunkSize);
    for (int variant = 0; variant < kVariants; ++variant) {
      std::string damaged = chunk;
      for (int change = 0; change < kChanges; ++change) {
        damaged[sequence.next(free_space)] = static_cast<char>(sequence.next(256));
      }
      const std::string wrong = comparer.compare(std::as_bytes(std::span(damaged)), {});
      ASSERT_EQ(wrong, "") << path << ", variant " << variant;
    }
  }
  EXPECT_GT(comparer.records(), 0u);
}

}  // namespace
}  // namespace noroshi::evtx

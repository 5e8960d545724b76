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

}  // namespace
}  // namespace noroshi::evtx

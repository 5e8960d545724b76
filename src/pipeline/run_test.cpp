#include "pipeline/run.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/dump_worker.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class RunFiles : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ =
        fs::temp_directory_path() / ("noroshi-run-" + std::to_string(::getpid()) + test->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A file header and unused chunks.
  void add_log(const std::string& name, std::size_t chunks) {
    std::string content("ElfFile\0", 8);
    content.resize(4096 + chunks * evtx::kChunkSize);
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  SourceList list() {
    std::vector<std::string> paths{folder_.string()};
    return *list_sources(paths);
  }
  Result<RunTotals> run_on(const SourceList& sources, const RunOptions& options = {}) {
    std::vector<std::unique_ptr<RecordWorker>> workers;
    for (int i = 0; i < 3; ++i) {
      workers.push_back(std::make_unique<CountWorker>());
    }
    return run(sources, workers, options);
  }

  fs::path folder_;
};

TEST_F(RunFiles, AccountsForEveryFileInOrder) {
  for (std::size_t i = 0; i < 20; ++i) {
    add_log("log" + std::to_string(10 + i), i);
  }
  SourceList sources = list();
  std::vector<std::uint64_t> chunks;
  RunOptions options;
  options.on_file = [&](const FileAccount& account) { chunks.push_back(account.chunks); };
  auto totals = run_on(sources, options);
  ASSERT_TRUE(totals.has_value());
  ASSERT_EQ(chunks.size(), 20U);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    EXPECT_EQ(chunks[i], i);
  }
  EXPECT_EQ(totals->bytes, sources.total_bytes());
  EXPECT_EQ(totals->account.files, 20U);
  EXPECT_EQ(totals->account.unexplained_bytes, 0U);
}

TEST_F(RunFiles, AFileThatGoesAwayIsADiagnosticAndItsBytesAreCounted) {
  add_log("a", 2);
  add_log("b", 40);
  SourceList sources = list();
  fs::remove(folder_ / "b");
  auto totals = run_on(sources);
  ASSERT_TRUE(totals.has_value());
  EXPECT_EQ(totals->files_failed, 1U);
  EXPECT_EQ(totals->account.diagnosed_bytes, 40 * evtx::kChunkSize);
  EXPECT_EQ(totals->account.unexplained_bytes, 0U);
  EXPECT_EQ(totals->diagnostics.counts().at(0).first, "source.changed");
  EXPECT_EQ(totals->diagnostics.counts().at(1).first, "source.unreadable");
}

TEST_F(RunFiles, AFileCutShortIsReadAsFarAsItGoes) {
  add_log("a", 40);
  SourceList sources = list();
  fs::resize_file(folder_ / "a", 4096 + 5 * evtx::kChunkSize);
  auto totals = run_on(sources);
  ASSERT_TRUE(totals.has_value());
  EXPECT_EQ(totals->files_failed, 1U);
  EXPECT_EQ(totals->account.diagnosed_bytes, 35 * evtx::kChunkSize);
  EXPECT_EQ(totals->files_changed, 1U);
  EXPECT_EQ(totals->diagnostics.counts().at(1).first, "source.cut-short");
}

TEST_F(RunFiles, AStopBeforeTheStartDoesNothingAndSaysSo) {
  add_log("a", 40);
  SourceList sources = list();
  std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  auto totals = run_on(sources, options);
  ASSERT_TRUE(totals.has_value());
  EXPECT_TRUE(totals->stopped);
  EXPECT_EQ(totals->bytes, 0U);
}

TEST_F(RunFiles, AFileThatChangesWhileItIsReadIsNoticed) {
  add_log("a", 2);
  add_log("b", 2);
  SourceList sources = list();
  EXPECT_EQ(run_on(sources)->files_changed, 0U);
  fs::last_write_time(folder_ / "b", fs::last_write_time(folder_ / "b") + std::chrono::hours(1));
  auto totals = run_on(sources);
  EXPECT_EQ(totals->files_changed, 1U);
  EXPECT_EQ(totals->files_failed, 0U);
}

TEST_F(RunFiles, NoFilesIsDoneAtOnce) {
  auto totals = run_on(list());
  ASSERT_TRUE(totals.has_value());
  EXPECT_FALSE(totals->stopped);
  EXPECT_EQ(totals->records, 0U);
}

}  // namespace
}  // namespace noroshi

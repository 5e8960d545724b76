// One record, once: copies, changed records, and what is said about them.
#include <algorithm>
#include <filesystem>

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class OnceProgram : public SampleFolder {
 protected:
  Outcome hunt(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "hunt");
    arguments.insert(arguments.end(), {"--rules", write_rule()});
    return run_program(arguments);
  }
  static std::string detections(const std::string& lines) {
    return lines.substr(0, lines.find("{\"version\":1,\"kind\""));
  }
  // The same evidence with one letter of one command line changed.
  static std::string altered(std::string log, std::u16string_view word) {
    std::string bytes(reinterpret_cast<const char*>(word.data()), 2 * word.size());
    std::size_t at = log.rfind(bytes);
    EXPECT_NE(at, std::string::npos);
    log[at] = 'X';
    return log;
  }
};

TEST_F(OnceProgram, CopiesChangeNoFigureAndAreTold) {
  write_log("logs/a.evtx", "WS01", 5000);
  std::string once = hunt({path("logs"), "--format", "jsonl"}).out;
  write("logs/copy/b.bin", read("logs/a.evtx"));
  write("logs/copy/c.bin", read("logs/a.evtx"));
  std::string first;
  for (std::string threads : {"1", "2", "8"}) {
    Outcome outcome = hunt({path("logs"), "--format", "jsonl", "--threads", threads});
    EXPECT_EQ(detections(outcome.out), once);
    EXPECT_TRUE(outcome.err.contains(" 5,000 records")) << outcome.err;
    EXPECT_TRUE(outcome.err.contains("Detections  500:")) << outcome.err;
    EXPECT_TRUE(outcome.err.contains("Duplicates  10,000 records in 2 files")) << outcome.err;
    EXPECT_TRUE(outcome.out.contains("\"again\":\"" + path("logs/copy/c.bin") +
                                     "\",\"records\":5000,\"numbers\":[[1,5000]]}\n"))
        << outcome.out.substr(once.size());
    first = first.empty() ? outcome.out : first;
    EXPECT_EQ(outcome.out, first);
  }
  Outcome table = hunt({path("logs"), "--format", "table"});
  EXPECT_TRUE(table.out.contains("     500  Evil Process")) << table.out;
  EXPECT_TRUE(table.out.contains("b.bin: 5000 also in ")) << table.out;
  EXPECT_EQ(lines_of(hunt({path("logs"), "--format", "csv"}).out), 501U);
  Outcome kept = hunt({path("logs"), "--format", "jsonl", "--keep-duplicates"});
  EXPECT_EQ(lines_of(kept.out), 1500U);
  EXPECT_FALSE(kept.err.contains("Duplicates"));
}

TEST_F(OnceProgram, APartThatWasSeenIsLeftOutAndTheRestIsRead) {
  // Numbers 1 to 300 in both; the longer log goes on where the shorter one was taken.
  write_log("logs/a.evtx", "WS01", 300);
  write_log("logs/b.evtx", "WS01", 1000);
  Outcome outcome = hunt({path("logs"), "--format", "jsonl"});
  EXPECT_TRUE(outcome.err.contains(" 1,000 records")) << outcome.err;
  EXPECT_EQ(lines_of(detections(outcome.out)), 100U);
}

TEST_F(OnceProgram, AChangedRecordIsTwoRecordsAndASign) {
  write_log("logs/a.evtx", "WS01", 25);
  write("logs/b.evtx", altered(read("logs/a.evtx"), u"-number 25"));
  Outcome outcome = hunt({path("logs"), "--format", "jsonl", "-v"});
  EXPECT_TRUE(outcome.err.contains(" 26 records")) << outcome.err;
  EXPECT_TRUE(outcome.err.contains("sign.record-altered")) << outcome.err;
  EXPECT_TRUE(
      outcome.err.contains("record 25 of Microsoft-Windows-Sysmon/Operational on WS01 "
                           "also stands in " +
                           path("logs/a.evtx")))
      << outcome.err;
}

TEST_F(OnceProgram, OtherHostsAreOtherRecords) {
  write_log("logs/a.evtx", "WS01", 25);
  write_log("logs/b.evtx", "WS02", 25);
  Outcome outcome = hunt({path("logs"), "--format", "jsonl"});
  EXPECT_EQ(lines_of(outcome.out), 4U);
  EXPECT_FALSE(outcome.err.contains("Duplicates")) << outcome.err;
}

TEST_F(OnceProgram, OutputTooLargeForOnePartIsTheSameOnAnyThreads) {
  write_log("logs/a.evtx", "WS01", 4000);
  write("logs/b.evtx", read("logs/a.evtx"));
  write_log("logs/c.evtx", "WS02", 4000);
  std::string rule = write("all.yml",
                           "title: Everything\nlevel: low\nlogsource:\n  product: windows\n"
                           "  category: process_creation\ndetection:\n  selection:\n"
                           "    Image|contains: e\n  condition: selection\n");
  std::string first;
  for (std::string threads : {"1", "3", "8"}) {
    Outcome outcome = run_program(
        {"hunt", path("logs"), "--rules", rule, "--format", "jsonl", "--threads", threads});
    EXPECT_EQ(lines_of(detections(outcome.out)), 8000U);
    first = first.empty() ? outcome.out : first;
    EXPECT_TRUE(outcome.out == first) << threads;
  }
  EXPECT_GT(first.size(), std::size_t{4} << 20);
}

TEST_F(OnceProgram, DumpKeepsEverythingUnlessAsked) {
  write_log("logs/a.evtx", "WS01", 2500);
  write("logs/b.evtx", read("logs/a.evtx"));
  EXPECT_EQ(lines_of(run_program({"dump", path("logs")}).out), 5000U);
  Outcome once = run_program({"dump", path("logs"), "--once", "--threads", "3"});
  EXPECT_EQ(once.out, run_program({"dump", path("logs/a.evtx")}).out);
  EXPECT_TRUE(once.err.contains("Duplicates  2,500 records in 1 file,")) << once.err;
}

TEST_F(OnceProgram, TheCorpusTwiceAndShuffledIsTheCorpus) {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  if (corpus == nullptr) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the corpus is not hunted twice";
  }
  namespace fs = std::filesystem;
  fs::path evidence = fs::path(corpus) / "evtx";
  fs::create_directory_symlink(evidence, path("a"));
  fs::copy(evidence, path("b"), fs::copy_options::recursive);
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path("b"))) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files, [](const fs::path& a, const fs::path& b) {
    return a.filename().string() > b.filename().string();
  });
  fs::create_directories(path("c"));
  for (std::size_t i = 0; i < files.size(); ++i) {
    fs::copy_file(files[i], path("c/" + std::to_string(i)));
  }
  std::string rules = std::string(corpus) + "/sigma/rules";
  for (std::string format : {"jsonl", "csv", "timeline"}) {
    auto run = [&](std::vector<std::string> paths) {
      paths.insert(paths.begin(), "hunt");
      paths.insert(paths.end(), {"--rules", rules, "--format", format});
      return run_program(paths);
    };
    Outcome once = run({path("a")});
    Outcome thrice = run({path("a"), path("b"), path("c")});
    EXPECT_TRUE(detections(once.out) == detections(thrice.out)) << format;
    auto figures = [](const std::string& text) {
      std::size_t at = text.find("Detections  ");
      return text.substr(at, text.find("\nDuplicates") - at);
    };
    EXPECT_EQ(figures(once.err), figures(thrice.err));
  }
}

}  // namespace
}  // namespace noroshi::test

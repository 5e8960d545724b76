// noroshi dump, and what every command that reads evidence shares.
#include <csignal>

#include "cli/command.h"
#include "cli/sample.h"
#include "support/damage.h"

namespace noroshi::test {
namespace {

class Dump : public SampleFolder {};

TEST_F(Dump, OneLineARecordInItsOwnNesting) {
  std::string log = write_log("a.evtx", "WS01", 3);
  Outcome outcome = run_program({"dump", log});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 3U);
  EXPECT_TRUE(outcome.out.starts_with("{\"Event\":{"));
  EXPECT_TRUE(outcome.out.contains("\"Computer\":\"WS01\""));
  EXPECT_TRUE(outcome.out.contains("\"Image\":\"C:\\\\Windows\\\\System32\\\\svchost.exe\""));
}

TEST_F(Dump, FlatGivesCanonicalNames) {
  std::string log = write_log("a.evtx", "WS01", 1);
  Outcome outcome = run_program({"dump", "--flat", log});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.contains("\"view\":\"windows/process_creation/sysmon\"")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"Image\":\"C:\\\\Windows\\\\System32\\\\svchost.exe\""));
}

TEST_F(Dump, AWrongPathIsAUsageError) {
  Outcome outcome = run_program({"dump", path("nowhere")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(outcome.err.contains("nowhere: no such file or directory")) << outcome.err;
}

TEST_F(Dump, AnEmptyFolderIsSaidAndStrictMinds) {
  std::filesystem::create_directories(path("empty"));
  Outcome outcome = run_program({"dump", path("empty")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.err.contains("no event log was found")) << outcome.err;
  EXPECT_EQ(run_program({"dump", "--strict", path("empty")}).exit_code, 65);
}

TEST_F(Dump, NoArgumentsAndWrongFlagsAreUsageErrors) {
  EXPECT_EQ(run_program({}).exit_code, 2);
  EXPECT_EQ(run_program({"dump"}).exit_code, 2);
  EXPECT_EQ(run_program({"dump", "--no-such-flag", "x"}).exit_code, 2);
  EXPECT_EQ(run_program({"--version"}).exit_code, 0);
  EXPECT_EQ(run_program({"hunt", "--help"}).exit_code, 0);
}

TEST_F(Dump, ADamagedLogIsReadAsFarAsItCanBe) {
  write_log("a.evtx", "WS01", 500);
  evidence::FileBytes file = evidence::to_file_bytes(read("a.evtx"));
  ASSERT_GT(evidence::chunk_count(file), 2U);
  evidence::tear_record(file, 1, 3);
  std::string wreck =
      write("wreck.evtx", {reinterpret_cast<const char*>(file.data()), file.size()});
  Outcome outcome = run_program({"dump", wreck});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_GT(lines_of(outcome.out), 100U);
  EXPECT_LT(lines_of(outcome.out), 500U);
  EXPECT_TRUE(outcome.err.contains("Diagnostics")) << outcome.err;
  EXPECT_EQ(run_program({"dump", "--strict", wreck}).exit_code, 65);
  Outcome account = run_program({"dump", "--account", wreck});
  EXPECT_TRUE(account.out.ends_with("unexplained: 0 records, 0 bytes\n")) << account.out;
}

TEST_F(Dump, ControlCEndsWithAValidPrefix) {
  // Nobody reads the pipe when the signal comes, so most of the work has not been handed out.
  std::string log = write_log("a.evtx", "WS01", 40'000);
  Outcome whole = run_program({"dump", "--threads", "1", log});
  ASSERT_EQ(lines_of(whole.out), 40'000U);
  Outcome outcome = run_and_signal({"dump", "--threads", "1", log}, 1, SIGINT);
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_LT(outcome.out.size(), whole.out.size());
  EXPECT_TRUE(whole.out.starts_with(outcome.out));
  EXPECT_TRUE(outcome.out.ends_with("}\n"));
  EXPECT_TRUE(outcome.err.contains("stopped early")) << outcome.err;
}

TEST_F(Dump, AReaderThatGoesAwayIsNoErrorWorthAMessage) {
  std::string log = write_log("a.evtx", "WS01", 5000);
  Outcome outcome = run_and_close({"dump", log});
  EXPECT_EQ(outcome.exit_code, 141);
  EXPECT_EQ(outcome.err, "");
}

TEST_F(Dump, AFullDiskIsAnError) {
  if (!std::filesystem::exists("/dev/full")) {
    GTEST_SKIP() << "no /dev/full: a full disk is not tried";
  }
  std::string log = write_log("a.evtx", "WS01", 10);
  Outcome outcome = run_program({"dump", log, "-o", "/dev/full"});
  EXPECT_EQ(outcome.exit_code, 74);
  EXPECT_TRUE(outcome.err.contains("cannot write")) << outcome.err;
}

}  // namespace
}  // namespace noroshi::test

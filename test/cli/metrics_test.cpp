#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class MetricsProgram : public SampleFolder {
 protected:
  Outcome metrics(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "metrics");
    return run_program(arguments);
  }
};

TEST_F(MetricsProgram, EverySectionIsThere) {
  write_log("logs/a.evtx", "WS01", 25);
  write_log("logs/b.evtx", "WS02", 5);
  Outcome outcome = metrics({path("logs")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 7U) << outcome.out;  // computers and logs have two
  EXPECT_TRUE(outcome.out.contains(
      "{\"by\":\"computer\",\"records\":25,\"percent\":83.3,\"computer\":\"WS01\",\"channels\":1,"
      "\"oldest\":\"2026-11-23T05:00:01.0000000Z\",\"newest\":\"2026-11-23T05:00:25.0000000Z\","
      "\"per_day\":25}\n"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"first_number\":1,\"last_number\":25,\"missing\":0"));
  Outcome days = metrics({path("logs"), "--by", "day", "--format", "csv"});
  EXPECT_EQ(lines_of(days.out), 2U);
  EXPECT_TRUE(days.out.contains("\nday,30,100,2026-11-23,")) << days.out;
}

TEST_F(MetricsProgram, TheTableHasSectionsAndSaysWhatIsLeftOut) {
  write_log("logs/a.evtx", "WS01", 25);
  write_log("logs/b.evtx", "WS02", 5);
  Outcome outcome = metrics({path("logs"), "--format", "table", "--limit", "1"});
  EXPECT_TRUE(outcome.out.starts_with("By computer (the first 1 of 2; --limit 0 shows all)\n"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\nBy event\n"));
  EXPECT_FALSE(outcome.out.contains("Clears  Last clear")) << "nothing was cleared";
}

TEST_F(MetricsProgram, ThreadsAndOrderDoNotMatter) {
  std::string one = write_log("a.evtx", "WS01", 3000);
  std::string two = write_log("b.evtx", "WS02", 2000);
  for (std::string format : {"jsonl", "csv", "table"}) {
    std::string once = metrics({one, two, "-f", format, "--threads", "1"}).out;
    EXPECT_GT(lines_of(once), 5U);
    EXPECT_TRUE(once == metrics({two, one, "-f", format, "--threads", "7"}).out);
  }
}

}  // namespace
}  // namespace noroshi::test

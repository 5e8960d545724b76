#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class PivotsProgram : public SampleFolder {
 protected:
  Outcome pivots(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "pivots");
    arguments.insert(arguments.end(), {"--rules", write_rule()});
    return run_program(arguments);
  }
};

TEST_F(PivotsProgram, TakesValuesOfRecordsOnWhichARuleHeld) {
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome outcome = pivots({log});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.contains(
      "{\"kind\":\"process\",\"level\":\"high\",\"count\":2,\"hosts\":1,"
      "\"first\":\"2026-11-23T05:00:10.0000000Z\",\"last\":\"2026-11-23T05:00:20.0000000Z\","
      "\"value\":\"C:\\\\Temp\\\\evil.exe\",\"fields\":[\"Image\"],\"host_names\":[\"WS01\"]}\n"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"kind\":\"account\"")) << outcome.out;
  EXPECT_FALSE(outcome.out.contains("svchost.exe")) << "no rule held there";
  EXPECT_TRUE(outcome.err.contains("from 2 records")) << outcome.err;
  EXPECT_EQ(pivots({log, "--kind", "address"}).out, "");
  EXPECT_EQ(pivots({log, "--level", "critical"}).exit_code, 78);
}

TEST_F(PivotsProgram, TheListIsWhatSearchTakes) {
  std::string log = write_log("a.evtx", "WS01", 25);
  std::string list = path("found.txt");
  Outcome outcome = pivots({log, "--format", "list", "-o", list});
  EXPECT_EQ(read("found.txt"), "C:\\Temp\\evil.exe\n");
  EXPECT_TRUE(outcome.err.contains("are no indicators")) << outcome.err;
  Outcome search = run_program({"search", log, "--ioc", list, "--format", "jsonl"});
  EXPECT_EQ(search.exit_code, 0) << search.err;
  EXPECT_EQ(lines_of(search.out), 2U) << search.out << search.err;
}

TEST_F(PivotsProgram, ThreadsAndOrderDoNotMatter) {
  std::string one = write_log("a.evtx", "WS01", 3000);
  std::string two = write_log("b.evtx", "WS02", 2000);
  for (std::string format : {"jsonl", "csv", "table", "list"}) {
    std::string once = pivots({one, two, "-f", format, "--threads", "1"}).out;
    EXPECT_FALSE(once.empty());
    EXPECT_TRUE(once == pivots({two, one, "-f", format, "--threads", "7"}).out);
  }
}

}  // namespace
}  // namespace noroshi::test

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class StackProgram : public SampleFolder {
 protected:
  Outcome stack(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "stack");
    return run_program(arguments);
  }
};

TEST_F(StackProgram, CountsTheValuesOfAFieldRarestFirst) {
  write_log("logs/a.evtx", "WS01", 25);
  write_log("logs/b.evtx", "WS02", 5);
  Outcome outcome = stack({"Image", path("logs"), "--where", "process_creation"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "{\"count\":2,\"hosts\":1,\"first\":\"2026-11-23T05:00:10.0000000Z\","
            "\"last\":\"2026-11-23T05:00:20.0000000Z\",\"host_names\":[\"WS01\"],"
            "\"value\":\"C:\\\\Temp\\\\evil.exe\"}\n"
            "{\"count\":28,\"hosts\":2,\"first\":\"2026-11-23T05:00:01.0000000Z\","
            "\"last\":\"2026-11-23T05:00:25.0000000Z\",\"host_names\":[\"WS01\",\"WS02\"],"
            "\"value\":\"C:\\\\Windows\\\\System32\\\\svchost.exe\"}\n");
  EXPECT_TRUE(outcome.err.contains("2 values of Image in 30 of 30 records")) << outcome.err;
}

TEST_F(StackProgram, TopAndLimitSayWhatIsLeftOut) {
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome outcome = stack({"Image", log, "--top", "--limit", "1", "--format", "csv"});
  EXPECT_EQ(outcome.out,
            "count,hosts,first,last,host_names,value\n"
            "23,1,2026-11-23T05:00:01.0000000Z,2026-11-23T05:00:25.0000000Z,WS01,"
            "C:\\Windows\\System32\\svchost.exe\n");
  EXPECT_TRUE(outcome.err.contains("the first 1 are shown")) << outcome.err;
}

TEST_F(StackProgram, RawNamesAndFiltersCount) {
  std::string log = write_log("a.evtx", "WS01", 25);
  EXPECT_EQ(lines_of(stack({"CommandLine", log}).out), 25U);
  EXPECT_EQ(lines_of(stack({"EventID", log}).out), 1U);
  EXPECT_EQ(stack({"EventID", log, "--event-id", "3"}).out, "");
  EXPECT_EQ(stack({"Image", log, "--where", "dns_query"}).out, "");
  EXPECT_TRUE(stack({"NoSuchField", log}).err.contains("no record has the field NoSuchField"));
  Outcome wrong = stack({"Image", log, "--where", "process_creations"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(wrong.err.contains("is no category")) << wrong.err;
}

TEST_F(StackProgram, ThreadsAndOrderDoNotMatter) {
  std::string one = write_log("a.evtx", "WS01", 3000);
  std::string two = write_log("b.evtx", "WS02", 2000);
  for (std::string format : {"jsonl", "csv", "table"}) {
    std::string once = stack({"CommandLine", one, two, "-f", format, "--threads", "1"}).out;
    EXPECT_GT(lines_of(once), 100U);
    EXPECT_TRUE(once == stack({"CommandLine", two, one, "-f", format, "--threads", "7"}).out);
  }
}

}  // namespace
}  // namespace noroshi::test

// --timezone, --from, --to, --last.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

// The sample log has a record a second from 2026-11-23T05:00:01Z on; every tenth is found.
class TimeProgram : public SampleFolder {
 protected:
  Outcome hunt(std::vector<std::string> arguments,
               const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.begin(), {"hunt", write_log("a.evtx", "WS01", 25)});
    arguments.insert(arguments.end(), {"--rules", write_rule()});
    return run_program(arguments, environment);
  }
};

TEST_F(TimeProgram, EveryFormatShowsTheZoneWithItsOffset) {
  for (const char* format : {"jsonl", "csv", "timeline"}) {
    EXPECT_TRUE(hunt({"-f", format}).out.contains("2026-11-23T05:00:10.0000000Z")) << format;
    Outcome tokyo = hunt({"-f", format, "--timezone", "Asia/Tokyo"});
    EXPECT_TRUE(tokyo.out.contains("2026-11-23T14:00:10.0000000+09:00")) << format;
    EXPECT_FALSE(tokyo.out.contains("05:00:10.0000000Z\",\"host")) << format;
  }
  Outcome table = hunt({"-f", "table", "--timezone", "-03:30"});
  EXPECT_TRUE(table.out.contains("2026-11-23 01:30:10-03:30")) << table.out;
}

TEST_F(TimeProgram, DaysFollowTheZone) {
  EXPECT_TRUE(hunt({}).err.contains("2026-11-23 (2)"));
  EXPECT_TRUE(hunt({"--timezone", "America/Los_Angeles"}).err.contains("2026-11-22 (2)"));
}

TEST_F(TimeProgram, BoundsAreReadInTheZone) {
  EXPECT_EQ(lines_of(hunt({"--from", "2026-11-23T14:00:15", "--timezone", "Asia/Tokyo"}).out), 1U);
  EXPECT_EQ(lines_of(hunt({"--from", "2026-11-23T14:00:15"}).out), 0U);
  EXPECT_EQ(lines_of(hunt({"--from", "2026-11-23T14:00:15+09:00"}).out), 1U);
  EXPECT_EQ(lines_of(hunt({"--to", "2026-11-23T00:00:15", "--timezone", "-05:00"}).out), 1U);
}

TEST_F(TimeProgram, LastCountsBackFromTheNewestRecord) {
  Outcome outcome = hunt({"--last", "6s", "--timezone", "Asia/Tokyo"});
  EXPECT_EQ(lines_of(outcome.out), 1U) << outcome.out;
  EXPECT_TRUE(
      outcome.err.contains("from 2026-11-23 14:00:19+09:00, counted back from the newest "
                           "record (2026-11-23 14:00:25+09:00)"))
      << outcome.err;
  EXPECT_EQ(lines_of(hunt({"--last", "15s"}).out), 2U);
  // With --to, the newest record before that.
  EXPECT_EQ(lines_of(hunt({"--last", "5s", "--to", "2026-11-23T05:00:16"}).out), 1U);
  EXPECT_EQ(lines_of(hunt({"--last", "4s", "--to", "2026-11-23T05:00:16"}).out), 0U);
}

TEST_F(TimeProgram, TheWindowDoesNotDependOnThreads) {
  std::string one = hunt({"--last", "15s", "--threads", "1"}).out;
  EXPECT_EQ(hunt({"--last", "15s", "--threads", "8"}).out, one);
}

TEST_F(TimeProgram, WithoutRecordsThereIsNothingToCountFrom) {
  Outcome outcome =
      run_program({"hunt", write("empty", ""), "--last", "1h", "--rules", write_rule()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

TEST_F(TimeProgram, WrongTimesAreOneSentenceAndExitCodeTwo) {
  for (const auto& [arguments, sentence] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--timezone", "Asia/Tokio"}, "did you mean Asia/Tokyo?"},
           {{"--timezone", "../../etc/passwd"}, "is no time zone"},
           {{"--from", "2026-02-29"}, "--from: '2026-02-29' is no time"},
           {{"--to", "tomorrow"}, "--to: 'tomorrow' is not a time"},
           {{"--last", "2y"}, "--last: '2y' is no length of time"},
           {{"--from", "2026-11-24", "--to", "2026-11-24"}, "--from is not before --to"},
           {{"--last", "1h", "--from", "2026-11-24"}, "--from"}}) {
    Outcome outcome = hunt(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments[0];
    EXPECT_TRUE(outcome.err.contains(sentence)) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace noroshi::test

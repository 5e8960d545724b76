// --profile and --excel.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class ProfileProgram : public SampleFolder {
 protected:
  Outcome hunt(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"hunt", write_log("a.evtx", "WS01", 25)});
    arguments.insert(arguments.end(), {"--rules", write_rule()});
    return run_program(arguments);
  }
};

TEST_F(ProfileProgram, ColumnsOfEachFormat) {
  EXPECT_TRUE(hunt({"-f", "csv", "--profile", "minimal"})
                  .out.starts_with("time,level,host,title,details\n"
                                   "2026-11-23T05:00:10.0000000Z,high,WS01,Evil Process,"));
  EXPECT_TRUE(
      hunt({"-f", "jsonl", "--profile", "minimal"})
          .out.starts_with("{\"time\":\"2026-11-23T05:00:10.0000000Z\",\"level\":\"high\","));
  EXPECT_TRUE(
      hunt({"-f", "timeline", "--profile", "minimal"})
          .out.starts_with("2026-11-23T05:00:10.0000000Z  high           WS01  Evil Process"));
  EXPECT_EQ(hunt({"-f", "csv"}).out, hunt({"-f", "csv", "--profile", "standard"}).out);
  EXPECT_EQ(hunt({"-f", "timeline"}).out, hunt({"-f", "timeline", "--profile", "minimal"}).out);
}

TEST_F(ProfileProgram, TimesketchHasWhatItsImporterNeeds) {
  Outcome outcome = hunt({"-f", "jsonl", "--profile", "timesketch", "--timezone", "Asia/Tokyo"});
  EXPECT_TRUE(
      outcome.out.starts_with("{\"datetime\":\"2026-11-23T05:00:10.000000+00:00\","
                              "\"timestamp_desc\":\"Event Logged\",\"message\":\"Evil "))
      << outcome.out;
}

TEST_F(ProfileProgram, OwnProfilesComeFromTheConfigurationFile) {
  std::string config =
      write("c.yml", "profiles:\n  own: [host, record.Image, record.Nothing, fields]\n");
  Outcome csv = hunt({"-f", "csv", "--profile", "own", "--config", config});
  EXPECT_EQ(csv.exit_code, 0) << csv.err;
  EXPECT_TRUE(
      csv.out.starts_with("host,record.Image,record.Nothing,fields\n"
                          "WS01,C:\\Temp\\evil.exe,,\"{"))
      << csv.out;
  Outcome json = hunt({"--profile", "own", "--config", config});
  EXPECT_TRUE(
      json.out.starts_with("{\"host\":\"WS01\",\"record.Image\":\"C:\\\\Temp\\\\evil.exe\","
                           "\"fields\":{"))
      << json.out;
}

TEST_F(ProfileProgram, MistakesSayWhere) {
  Outcome unknown = hunt({"--profile", "minmal"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_TRUE(unknown.err.contains("did you mean 'minimal'?")) << unknown.err;
  Outcome column = hunt({"--config", write("c.yml", "profiles:\n  own: [time, hots]\n")});
  EXPECT_EQ(column.exit_code, 78);
  EXPECT_TRUE(column.err.contains("c.yml:2: 'hots' is no column; did you mean 'host'?"))
      << column.err;
  Outcome taken = hunt({"--config", write("d.yml", "profiles:\n  minimal: [time]\n")});
  EXPECT_EQ(taken.exit_code, 78);
  EXPECT_TRUE(taken.err.contains("d.yml:2: 'minimal' is a profile of the program")) << taken.err;
}

TEST_F(ProfileProgram, ExcelGetsItsMarkAndOnlyCsvDoes) {
  EXPECT_TRUE(hunt({"--excel"}).out.starts_with("\xef\xbb\xbftime,level"));
  EXPECT_TRUE(hunt({"--excel", "-f", "jsonl"}).out.starts_with("{"));
  EXPECT_TRUE(hunt({"-f", "csv"}).out.starts_with("time,"));
  Outcome rows = run_program({"config", "--excel"});
  EXPECT_TRUE(
      rows.out.starts_with("\xef\xbb\xbf"
                           "command,setting"))
      << rows.out;
  EXPECT_EQ(rows.out.find("\xef\xbb\xbf", 1), std::string::npos);
}

}  // namespace
}  // namespace noroshi::test

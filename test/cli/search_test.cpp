// noroshi search.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class Search : public SampleFolder {};

TEST_F(Search, WordsMustAllOccurInAnyCase) {
  std::string log = write_log("a.evtx", "WS01", 100);
  Outcome outcome = run_program({"search", log, "--word", "EVIL.exe", "-w", "-number 30"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 1U) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"record\":30,")) << outcome.out;
  EXPECT_TRUE(
      outcome.out.contains("{\"kind\":\"word\",\"sought\":\"EVIL.exe\",\"field\":\"Image\""));
  EXPECT_TRUE(outcome.err.contains("2 values sought in 100 records of these sources (1 file)"))
      << outcome.err;
  Outcome any = run_program({"search", log, "--any", "-w", "-number 30x", "-w", "-number 31x"});
  EXPECT_EQ(lines_of(any.out), 2U) << any.out;
}

TEST_F(Search, RecordsThatNoRuleKnowsAreFoundToo) {
  std::string log = write_log("a.evtx", "WS01", 20);
  Outcome outcome = run_program({"search", log, "--regex", "-number 1[0-9]x", "--format", "csv"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 11U) << outcome.out;
  EXPECT_TRUE(outcome.out.starts_with("time,host,channel,event_id,record,matched,details,file,"));
  EXPECT_TRUE(outcome.out.contains("regex -number 1[0-9]x in CommandLine"));
}

TEST_F(Search, FieldsTakeSigmaModifiersAndNamesOfEveryLogSource) {
  std::string log = write_log("a.evtx", "WS01", 100);
  auto rows = [&](const std::string& condition) {
    Outcome outcome = run_program({"search", log, "--field", condition});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return lines_of(outcome.out);
  };
  EXPECT_EQ(rows("Image|endswith=\\evil.exe"), 10U);
  EXPECT_EQ(rows("CommandLine|contains|all=evil,-number 50x"), 1U);
  EXPECT_EQ(rows("CommandLine|contains=-number 50x,-number 51x"), 2U);
  EXPECT_EQ(rows("EventID|gte=2"), 0U);
  EXPECT_EQ(rows("EventID=1"), 100U);
  EXPECT_EQ(rows("User=CORP\\ueda"), 100U);
  EXPECT_EQ(rows("CommandLine|re=-number 1{1,2}x"), 2U);
  Outcome wrong = run_program({"search", log, "--field", "Image|endswit=x"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(wrong.err.contains("did you mean 'endswith'")) << wrong.err;
}

TEST_F(Search, IndicatorsOfSeveralListsAndWhereTheyStand) {
  std::string log = write_log("a.evtx", "WS01.evil.example", 100);
  std::string plain = write("a.txt", "# TLP:AMBER\nevil[.]exe\nno kind at all\n");
  std::string json = write("b.json", R"([{"type":"hostname","value":"evil.example"}])");
  Outcome outcome =
      run_program({"search", log, "--ioc", plain, "--ioc", json, "--word", "-number 10x"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  ASSERT_EQ(lines_of(outcome.out), 1U) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("{\"kind\":\"file name\",\"sought\":\"evil.exe\",\"list\":\"" +
                                   plain +
                                   "\",\"line\":2,\"written\":\"evil[.]exe\",\"field\":\"Image\""))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"kind\":\"domain\",\"sought\":\"evil.example\""));
  EXPECT_TRUE(
      outcome.err.contains("plain list, 1 indicator, 1 item left aside (-v names them), TLP:AMBER"))
      << outcome.err;
  EXPECT_TRUE(outcome.err.contains("Indicators found: 2 of 2")) << outcome.err;
  Outcome verbose = run_program({"search", log, "--ioc", plain, "-v"});
  EXPECT_TRUE(verbose.err.contains("a.txt:3: 'no kind at all'")) << verbose.err;
}

TEST_F(Search, NoHitSaysWhatWasSoughtInHowMuch) {
  std::string log = write_log("a.evtx", "WS01", 100);
  std::string list = write("a.txt", "nowhere.example\n10.9.8.7\n");
  Outcome outcome = run_program({"search", log, "--ioc", list});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(
      outcome.err.contains("2 values sought in 100 records of these sources (1 file)\n"
                           "Nothing was found.\n"))
      << outcome.err;
}

TEST_F(Search, AroundATimeOnAHost) {
  write_log("logs/a.evtx", "WS01", 100);
  write_log("logs/b.evtx", "WS02", 100);
  Outcome outcome = run_program(
      {"search", path("logs"), "--around", "WS02@2026-11-23T05:00:30Z", "--within", "5s"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 11U) << outcome.out;
  EXPECT_FALSE(outcome.out.contains("WS01"));
  Outcome both =
      run_program({"search", path("logs"), "--around", "@2026-11-23T05:00:30Z", "--within", "5s"});
  EXPECT_EQ(lines_of(both.out), 22U);
  EXPECT_EQ(run_program({"search", path("logs"), "--around", "WS02"}).exit_code, 2);
  EXPECT_EQ(run_program({"search", path("logs"), "--around", "WS02@then"}).exit_code, 2);
}

TEST_F(Search, RowsAreSortedByTimeOnAnyNumberOfThreads) {
  write_log("logs/b.evtx", "WS01", 2000);
  write_log("logs/a.evtx", "WS02", 2000);
  Outcome one = run_program({"search", path("logs"), "-w", "evil", "--threads", "1", "--full"});
  Outcome three = run_program({"search", path("logs"), "-w", "evil", "--threads", "3", "--full"});
  EXPECT_EQ(lines_of(one.out), 400U);
  EXPECT_EQ(one.out, three.out);
  EXPECT_LT(one.out.find("\"record\":10,"), one.out.find("\"record\":20,"));
  EXPECT_TRUE(one.out.contains("\"event\":{\"Event\":{"));
}

TEST_F(Search, WhatIsWrongIsOneSentence) {
  std::string log = write_log("a.evtx", "WS01", 1);
  Outcome nothing = run_program({"search", log});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_TRUE(nothing.err.contains("needs something to seek")) << nothing.err;
  EXPECT_EQ(run_program({"search", log, "--ioc", path("absent.txt")}).exit_code, 2);
  EXPECT_EQ(run_program({"search", log, "--ioc", write("e.txt", "# nothing\n")}).exit_code, 78);
  EXPECT_EQ(run_program({"search", log, "--ioc", write("x.json", "{\"a\":1}")}).exit_code, 78);
  EXPECT_EQ(run_program({"search", log, "--regex", "("}).exit_code, 2);
  EXPECT_EQ(run_program({"search", log, "-w", "x", "-o", log}).exit_code, 2);
}

}  // namespace
}  // namespace noroshi::test

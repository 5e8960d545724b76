// --tune: what is excluded is counted, what expired is said, and only the named rules are touched.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

constexpr std::string_view kEnd = "    reason: known\n    owner: ueda\n    expires: 2027-03-31\n";

class TuneProgram : public SampleFolder {
 protected:
  void SetUp() override {
    SampleFolder::SetUp();
    log_ = write_log("a.evtx", "WS01", 35);  // evil.exe as number 10, 20, 30
    write_rule("rules/evil.yml");
    std::string other = read("rules/evil.yml");
    other.replace(other.find("5a1f7d0e"), 8, "00000002");
    other.replace(other.find("Evil Process"), 12, "Other Finding");
    write("rules/other.yml", other);
  }
  // `action`: the lines of one tuning between its rules and its reason.
  std::string tunings(std::string_view rules, std::string_view action) {
    return write("tune.yml", "tunings:\n  - rules: " + std::string(rules) + "\n" +
                                 std::string(action) + std::string(kEnd));
  }
  Outcome hunt(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"hunt",        log_,     "-r",
                                          path("rules"), "--tune", path("tune.yml")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments);
  }

  std::string log_;
};

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST_F(TuneProgram, AnExclusionByFieldIsCountedAndTouchesOnlyItsRule) {
  tunings("Evil Process",
          "    where:\n      CommandLine|contains: '-number 20'\n    exclude: true\n");
  Outcome outcome = hunt({});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(count(outcome.out, "\"title\":\"Evil Process\""), 2U);
  EXPECT_EQ(count(outcome.out, "\"title\":\"Other Finding\""), 3U);
  EXPECT_TRUE(outcome.err.contains("1 detection excluded by 1 tuning")) << outcome.err;
  EXPECT_TRUE(
      outcome.err.contains("tune.yml:2: 1 excluded: Evil Process; until 2027-03-31; ueda: known"))
      << outcome.err;
  EXPECT_TRUE(outcome.err.contains("Detections  5:")) << outcome.err;
}

TEST_F(TuneProgram, WithoutAFieldTheRuleIsSwitchedOffAndSaidSo) {
  tunings("5A1F7D0E-6c1b-4a56-9d1c-0d5a3b0f6e11", "    exclude: true\n");
  Outcome outcome = hunt({});
  EXPECT_EQ(lines_of(outcome.out), 3U);
  EXPECT_TRUE(outcome.err.contains("3 switched off")) << outcome.err;
}

TEST_F(TuneProgram, ALevelIsChangedInEveryFormatAndByTheFilter) {
  tunings("Evil Process", "    level: low\n");
  EXPECT_EQ(count(hunt({}).out, "\"level\":\"low\""), 3U);
  Outcome table = hunt({"-f", "table"});
  EXPECT_TRUE(table.out.contains("low                  3  Evil Process")) << table.out;
  EXPECT_TRUE(table.err.contains("the level of 3 detections changed by 1 tuning")) << table.err;
  Outcome high = hunt({"--level", "high"});
  EXPECT_EQ(lines_of(high.out), 3U);
  EXPECT_TRUE(high.err.contains("3 of them below --level")) << high.err;
  tunings("Evil Process", "    where:\n      User: 'CORP\\ueda'\n    level: critical\n");
  Outcome critical = hunt({"--level", "critical"});
  EXPECT_EQ(lines_of(critical.out), 3U) << critical.err;
  EXPECT_EQ(hunt({"--level", "critical", "--fail-on", "critical"}).exit_code, 1);
}

TEST_F(TuneProgram, AnExpiredTuningIsSaidAndNotApplied) {
  // The sample's records are of 2026-11-23.
  for (auto [day, kept] : {std::pair("2026-11-22", 6U), {"2026-11-23", 3U}}) {
    std::string text =
        "tunings:\n  - rules: Evil Process\n    exclude: true\n    reason: known\n"
        "    owner: ueda\n    expires: " +
        std::string(day) + "\n";
    write("tune.yml", text);
    Outcome outcome = hunt({});
    EXPECT_EQ(lines_of(outcome.out), kept) << day;
    EXPECT_EQ(outcome.err.contains("expired for 3 detections that stand"), kept == 6U)
        << outcome.err;
  }
}

TEST_F(TuneProgram, ATuningThatNamesNoRuleIsSaid) {
  tunings("Evil", "    exclude: true\n");
  Outcome outcome = hunt({});
  EXPECT_EQ(lines_of(outcome.out), 6U);
  EXPECT_TRUE(outcome.err.contains("names no rule that runs")) << outcome.err;
}

TEST_F(TuneProgram, AMistakeIsOneSentenceWithItsLine) {
  tunings("Evil Process", "    exclude: yes please\n");
  Outcome outcome = hunt({});
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_EQ(lines_of(outcome.err), 1U) << outcome.err;
  EXPECT_TRUE(outcome.err.contains("tune.yml:2: a tuning says either")) << outcome.err;
  Outcome none = run_program({"hunt", log_, "--tune", path("nowhere.yml")});
  EXPECT_EQ(none.exit_code, 78);
  EXPECT_EQ(lines_of(none.err), 1U) << none.err;
}

TEST_F(TuneProgram, ARegexThatIsRefusedIsAMistake) {
  tunings("Evil Process", "    where:\n      Image|re: '(?=a)b'\n    exclude: true\n");
  Outcome outcome = hunt({});
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_TRUE(outcome.err.contains("tune.yml:2")) << outcome.err;
}

}  // namespace
}  // namespace noroshi::test

// The configuration file, the environment, and which of them wins.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class ConfigProgram : public SampleFolder {
 protected:
  Outcome hunt(std::vector<std::string> arguments,
               const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.begin(), {"hunt", write_log("a.evtx", "WS01", 25)});
    return run_program(arguments, environment);
  }
};

TEST_F(ConfigProgram, FlagsWinOverTheEnvironmentOverTheFileOverTheDefault) {
  std::string config = write(
      "c.yml", "timezone: +01:00\nrules: [" + write_rule() + "]\nhunt:\n  format: timeline\n");
  std::vector<std::string> file{"--config", config};
  EXPECT_TRUE(hunt(file).out.starts_with("2026-11-23T06:00:10.0000000+01:00  high"))
      << hunt(file).out;
  EXPECT_TRUE(hunt(file, {"NOROSHI_TIMEZONE=+02:00"}).out.contains("T07:00:10"));
  Outcome flag =
      hunt({"--config", config, "--timezone", "+03:00", "-f", "csv"}, {"NOROSHI_TIMEZONE=+02:00"});
  EXPECT_TRUE(flag.out.contains("T08:00:10.0000000+03:00,high")) << flag.out;
  EXPECT_TRUE(hunt({"--rules", write_rule()}).out.contains("T05:00:10.0000000Z"));
}

TEST_F(ConfigProgram, TheFileIsFoundByVariableThenInTheHomeOfTheUser) {
  std::string rule = write_rule();
  write("home/.config/noroshi/config.yml", "timezone: +01:00\nrules: " + rule + "\n");
  write("xdg/noroshi/config.yml", "timezone: +02:00\nrules: " + rule + "\n");
  std::string own = write("own.yml", "timezone: +03:00\nrules: " + rule + "\n");
  std::string home = "HOME=" + path("home");
  EXPECT_TRUE(hunt({}, {home}).out.contains("+01:00"));
  EXPECT_TRUE(hunt({}, {home, "XDG_CONFIG_HOME=" + path("xdg")}).out.contains("+02:00"));
  EXPECT_TRUE(hunt({}, {home, "NOROSHI_CONFIG=" + own}).out.contains("+03:00"));
}

TEST_F(ConfigProgram, MistakesNameFileAndLineAndEndWith78) {
  for (const auto& [text, sentence] : std::vector<std::pair<std::string, std::string>>{
           {"\ntimezome: UTC\n", "c.yml:2: 'timezome' is no setting; did you mean 'timezone'?"},
           {"timezone: Asia/Tokio\n",
            "c.yml:1: --timezone: 'Asia/Tokio' is no time zone; did you "
            "mean Asia/Tokyo?"},
           {"hunt:\n  format: xml\n", "c.yml:2: "},
           {"threads: many\n", "c.yml:1: "},
           {"last: 48h\n", "c.yml:1: 'last' can only be given on the command line"},
           {"timezone: [\n", "c.yml:"}}) {
    Outcome outcome = hunt({"--config", write("c.yml", text)});
    EXPECT_EQ(outcome.exit_code, 78) << text;
    EXPECT_TRUE(outcome.err.contains(sentence)) << outcome.err;
    EXPECT_EQ(lines_of(outcome.err), 1U) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
  Outcome missing = hunt({"--config", path("none.yml")});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_TRUE(missing.err.contains("none.yml")) << missing.err;
  EXPECT_EQ(hunt({}, {"NOROSHI_CONFIG=" + path("none.yml")}).exit_code, 78);
  EXPECT_EQ(hunt({}, {"NOROSHI_TIMEZONE=Nowhere/Land"}).exit_code, 78);
}

TEST_F(ConfigProgram, FlagsWithoutAValue) {
  std::string config = write("c.yml", "quiet: true\n");
  EXPECT_EQ(hunt({"--config", config, "--rules", write_rule()}).err, "");
  std::string loud = write("d.yml", "quiet: false\n");
  EXPECT_NE(hunt({"--config", loud, "--rules", write_rule()}).err, "");
}

TEST_F(ConfigProgram, ConfigSaysWhereEachValueComesFrom) {
  std::string config = write("c.yml", "threads: 3\nhunt:\n  format: csv\nprofiles:\n  n: [time]\n");
  Outcome outcome =
      run_program({"config", "--config", config, "-f", "csv"}, {"NOROSHI_TIMEZONE=Asia/Tokyo"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.contains(",timezone,Asia/Tokyo,NOROSHI_TIMEZONE\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains(",threads,3," + config + ":1\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("hunt,format,csv," + config + ":3\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("profiles,n,time," + config + ":5\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains(",rules,,default\n")) << outcome.out;
  EXPECT_TRUE(outcome.err.contains(config));
}

TEST_F(ConfigProgram, TheLanguageOfTheFile) {
  std::string config = write("c.yml", "lang: ja\n");
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome english = run_program({"hunt", log, "--rules", write_rule()});
  Outcome japanese = run_program({"hunt", log, "--rules", write_rule(), "--config", config});
  EXPECT_EQ(japanese.exit_code, 0) << japanese.err;
  EXPECT_EQ(japanese.out, english.out) << "JSON Lines know no language";
  EXPECT_EQ(run_program({"hunt", log, "--config", write("d.yml", "lang: fr\n")}).exit_code, 78);
}

}  // namespace
}  // namespace noroshi::test

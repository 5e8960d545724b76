// What a newcomer meets first: help, and a command line that is wrong.
#include <gtest/gtest.h>

#include "cli/command.h"

namespace noroshi::test {
namespace {

std::string complaint(const std::vector<std::string>& arguments,
                      const std::vector<std::string>& environment = {}) {
  Outcome outcome = run_program(arguments, environment);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  return outcome.err;
}

TEST(Usage, OneSentenceSaysWhatIsWrong) {
  EXPECT_EQ(complaint({}), "noroshi: 'noroshi' needs a command; see `noroshi --help`\n");
  EXPECT_EQ(complaint({"hnut", "x"}),
            "noroshi: 'noroshi' has no command 'hnut' (did you mean 'hunt'?); see `noroshi "
            "--help`\n");
  EXPECT_EQ(complaint({"hunt", "--fromat", "csv"}),
            "noroshi: 'noroshi hunt' has no option --fromat (did you mean --format?); see `noroshi "
            "hunt --help`\n");
  EXPECT_EQ(
      complaint({"rules", "list", "--xyzzy"}),
      "noroshi: 'noroshi rules list' has no option --xyzzy; see `noroshi rules list --help`\n");
  EXPECT_EQ(complaint({"hunt", "--level", "hi", "x"}),
            "noroshi: --level: 'hi' is none of informational, low, medium, high, critical; see "
            "`noroshi hunt --help`\n");
  EXPECT_EQ(complaint({"hunt", "--threads", "0", "x"}),
            "noroshi: --threads: '0' is no number from 1 to 256; see `noroshi hunt --help`\n");
  EXPECT_EQ(complaint({"hunt", "--threads"}),
            "noroshi: --threads needs a value; see `noroshi hunt --help`\n");
  EXPECT_EQ(complaint({"explain", "x"}),
            "noroshi: --rule is missing; see `noroshi explain --help`\n");
  EXPECT_EQ(complaint({"dump", "--flat", "--account", "x"}),
            "noroshi: --account and --flat exclude each other; see `noroshi dump --help`\n");
  EXPECT_EQ(complaint({"hunt", "x", "--lang", "fr"}),
            "noroshi: --lang: 'fr' is none of en, ja; see `noroshi hunt --help`\n");
}

TEST(Usage, JapaneseWhereItIsAskedFor) {
  constexpr std::string_view kSentence =
      "noroshi: 「noroshi」にコマンド「hnut」はありません (「hunt」のことですか?)。詳しくは "
      "`noroshi "
      "--help` を参照してください\n";
  EXPECT_EQ(complaint({"hnut", "--lang", "ja"}), kSentence);
  EXPECT_EQ(complaint({"hnut"}, {"NOROSHI_LANG=ja"}), kSentence);
  EXPECT_EQ(complaint({"hnut"}, {"LANG=ja_JP.UTF-8"}), kSentence);
  EXPECT_EQ(run_program({"demo", "--lang", "ja"}).exit_code, 0);
  EXPECT_TRUE(
      run_program({"demo", "--lang", "ja"}).out.contains("情報の持ち出し (Exfiltration)\n"));
}

TEST(Usage, HelpIsWrappedToTheWidth) {
  for (const char* columns : {"COLUMNS=60", "COLUMNS=100"}) {
    Outcome outcome = run_program({"hunt", "--help"}, {columns});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_TRUE(
        outcome.out.starts_with("Run detection rules over recorded events\n\nUsage: noroshi "
                                "hunt [OPTIONS] [EVIDENCE...]\n"));
    std::size_t limit = std::stoul(std::string(columns).substr(8));
    std::string_view options =
        std::string_view(outcome.out).substr(0, outcome.out.find("Examples:"));
    for (std::size_t at = 0; at < options.size();) {
      std::size_t end = options.find('\n', at);
      EXPECT_LE(end - at, limit) << options.substr(at, end - at);
      at = end + 1;
    }
  }
}

}  // namespace
}  // namespace noroshi::test

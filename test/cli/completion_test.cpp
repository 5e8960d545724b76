// The completion scripts, asked by the shells themselves.
#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class Completion : public SampleFolder {
 protected:
  std::string script(const std::string& shell) {
    Outcome outcome = run_program({"completion", shell});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return write(shell, outcome.out);
  }
  // What bash offers when the cursor stands behind the last of `words`.
  std::string offered(const std::string& words) {
    std::string ask =
        "cd " + path("") + "; source " + script("bash") + "; COMP_WORDS=(" + words +
        "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _noroshi; echo \" ${COMPREPLY[*]} \"";
    Outcome outcome = run_command({"/bin/bash", "-uc", ask});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return outcome.out;
  }
};

TEST_F(Completion, BashOffersCommandsOptionsChoicesAndFiles) {
  std::string commands = offered("noroshi ''");
  EXPECT_TRUE(commands.contains(" hunt ")) << commands;
  EXPECT_TRUE(commands.contains(" rules ")) << commands;
  EXPECT_FALSE(commands.contains("completion")) << commands;
  EXPECT_EQ(offered("noroshi hu"), " hunt \n");
  EXPECT_EQ(offered("noroshi rules inst"), " install \n");
  EXPECT_TRUE(offered("noroshi hunt --no-inst").contains(" --no-installed "));
  EXPECT_EQ(offered("noroshi hunt --status st"), " stable \n");
  EXPECT_EQ(offered("noroshi hunt -f time"), " timeline \n");
  write("evidence.evtx", "");
  EXPECT_EQ(offered("noroshi hunt evid"), " evidence.evtx \n");
  EXPECT_EQ(offered("noroshi hunt --output evid"), " evidence.evtx \n");
  EXPECT_EQ(offered("noroshi rules check --level x hu"), "  \n");
}

TEST_F(Completion, EveryScriptNamesEveryCommandOfHelp) {
  std::string help = run_program({"--help"}).out;
  ASSERT_TRUE(help.contains("hunt"));
  for (std::string shell : {"bash", "zsh", "fish"}) {
    std::string text = run_program({"completion", shell}).out;
    for (std::string_view word :
         {"hunt", "explain", "dump", "rules", "install", "--no-installed"}) {
      EXPECT_TRUE(text.contains(shell == "fish" && word.starts_with("--") ? word.substr(2) : word))
          << shell << ' ' << word;
    }
  }
}

TEST_F(Completion, ShellsReadTheirScripts) {
  EXPECT_EQ(run_command({"/bin/bash", "-n", script("bash")}).err, "");
  std::string skipped;
  for (std::string shell : {"zsh", "fish"}) {
    if (!std::filesystem::exists("/usr/bin/" + shell)) {
      skipped += skipped.empty() ? shell : " and " + shell;
      continue;
    }
    Outcome outcome = run_command({"/usr/bin/" + shell, "-n", script(shell)});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  if (!skipped.empty()) {
    GTEST_SKIP() << "skipped: whether " << skipped << " read the completion, not installed";
  }
}

}  // namespace
}  // namespace noroshi::test

#include <filesystem>

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

namespace fs = std::filesystem;

using DemoProgram = SampleFolder;

// The text of `out` from the line `from` to the next empty line.
std::string section(const std::string& out, std::string_view from) {
  std::size_t start = out.find(from);
  EXPECT_NE(start, out.npos) << from;
  return start == out.npos ? std::string() : out.substr(start, out.find("\n\n", start) - start);
}

TEST_F(DemoProgram, ShowsTheIntrusionWithItsCommandLinesAndAQuietWeek) {
  Outcome outcome = run_program({"demo"}, {"COLUMNS=200"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(lines_of(section(outcome.out, "Read ")), 4U);  // five lines, the last without its end
  EXPECT_TRUE(
      outcome.out.contains("Decoded     every record; no byte of the logs is unexplained\n"));
  EXPECT_TRUE(outcome.out.contains("Rules       32 of 32 built-in ones ran")) << outcome.out;
  std::string intrusion = section(outcome.out, "The intrusion\n");
  for (std::string_view step :
       {"Initial Access\n    high  Office Program Started a Script Host or Interpreter on "
        "ws-eng03.hagane.example\n    > wscript.exe //B ",
        "Lateral Movement\n    high  Service Created on Another Machine by Command on "
        "ws-eng03.hagane.example\n    > sc.exe \\\\fs01 create updsvc ",
        "Collection\n    high  Archive Packed With a Password and in Parts on "
        "fs01.hagane.example\n    > C:\\ProgramData\\rar.exe a -r -v200m -hpT6v2 ",
        "Exfiltration\n    critical  Cloud Copying Tool Under Another Name on "
        "fs01.hagane.example\n    > C:\\ProgramData\\svchosts.exe copy "}) {
    EXPECT_TRUE(intrusion.contains(step)) << step << "\n" << intrusion;
  }
  EXPECT_TRUE(section(outcome.out, "The ordinary week\n").contains(": 0 detections. Nothing to "));
  EXPECT_TRUE(section(outcome.out, "Next\n").starts_with("Next\n  noroshi hunt YOUR-LOGS "));
}

TEST_F(DemoProgram, TimesAreInTheZoneThatIsAskedFor) {
  Outcome outcome = run_program({"demo", "--timezone", "Asia/Tokyo"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.out.contains("  2026-06-09 10:42:35+09:00  Initial Access\n"));
}

TEST_F(DemoProgram, NoEscapeUnlessColourIsAskedFor) {
  EXPECT_FALSE(run_program({"demo"}).out.contains('\x1b'));
  EXPECT_TRUE(run_program({"demo", "--color", "always"}).out.contains("\x1b[1mNext\x1b[0m\n"));
}

TEST_F(DemoProgram, WritesItsEvidenceOnlyToANewFolder) {
  Outcome outcome = run_program({"demo", "--write", path("logs")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path("logs"))) {
    files += entry.is_regular_file();
  }
  EXPECT_EQ(files, 93U);
  outcome = run_program({"hunt", path("logs/clean-week"), "--format", "table"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "No detections.\n");
  outcome = run_program({"hunt", path("logs/intrusion"), "--format", "jsonl"});
  EXPECT_EQ(lines_of(outcome.out), 72U);
  // Screens speak Japanese; what programs read is the same in every language.
  EXPECT_EQ(run_program({"hunt", path("logs/intrusion"), "--format", "jsonl", "--lang", "ja"}).out,
            outcome.out);
  outcome = run_program({"hunt", path("logs/intrusion"), "--format", "timeline", "--lang", "ja"});
  EXPECT_TRUE(outcome.out.contains("  プロセス: C:\\Windows\\System32\\wscript.exe ¦ コマンド: "));

  outcome = run_program({"demo", "--write", path("logs")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err, "noroshi: " + path("logs") + ": is there already; name a new folder\n");
}

}  // namespace
}  // namespace noroshi::test

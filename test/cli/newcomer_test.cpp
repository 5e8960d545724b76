// What goes wrong in the first minutes: each gives one clear sentence and the exit code that
// docs/user/exit-codes.md promises.
#include <sys/stat.h>

#include <csignal>

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

using Words = std::vector<std::string>;

// Every command that reads evidence, up to it.
const Words kCommands[] = {
    {"hunt"},         {"dump"},   {"metrics"}, {"stack", "Image"}, {"search", "--word", "x"},
    {"tree", "WS01"}, {"logons"}, {"pivots"}};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class Newcomer : public SampleFolder {
 protected:
  static void expect_said(const Outcome& outcome, int code, std::string_view sentence) {
    EXPECT_EQ(outcome.exit_code, code) << outcome.err;
    EXPECT_TRUE(outcome.err.contains(sentence)) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }

  std::string rule_with(std::string_view item, std::string_view category = "process_creation") {
    return write("new.yml", "title: New\nlogsource:\n  category: " + std::string(category) +
                                "\ndetection:\n  selection:\n    " + std::string(item) +
                                "\n  condition: selection\n");
  }
};

TEST_F(Newcomer, AWrongPath) {
  for (const auto& command : kCommands) {
    Outcome outcome = run_program(with(command, {path("nowhere")}));
    expect_said(outcome, 2, "nowhere: no such file or directory; check the path\n");
    EXPECT_EQ(lines_of(outcome.err), 1U) << outcome.err;
  }
}

TEST_F(Newcomer, AnEmptyFolder) {
  std::filesystem::create_directories(path("empty"));
  for (const auto& command : kCommands) {
    Outcome outcome = run_program(with(command, {path("empty")}));
    expect_said(outcome, 0, "no event log was found; name .evtx files or a directory");
    EXPECT_EQ(run_program(with(command, {path("empty"), "--strict"})).exit_code, 65)
        << command.front();
  }
  // One sentence, and no figures about nothing.
  EXPECT_EQ(lines_of(run_program({"hunt", path("empty")}).err), 1U);
}

TEST_F(Newcomer, AFileThatIsNoLogIsNamed) {
  std::string note = write("note.txt", "hello\n");
  expect_said(run_program({"hunt", note}), 0,
              "note.txt: not an event log (other text), not read\n");
  // Among many files only the number is told, unless asked.
  expect_said(run_program({"hunt", path("")}), 0, "not read: 1 file (other text)");
  expect_said(run_program({"hunt", path(""), "-v"}), 0, "note.txt: not an event log");
}

TEST_F(Newcomer, AMistypedModifierIsNamedWithItsLine) {
  Outcome outcome = run_program(
      {"hunt", write_log("a.evtx", "WS01", 1), "--rules", rule_with("Image|endwith: x")});
  expect_said(outcome, 78,
              "new.yml:6: unknown modifier 'endwith' in 'Image|endwith'; did you mean "
              "'endswith'?");
}

TEST_F(Newcomer, OfManyUnusableRulesOnlyTheNumberIsTold) {
  for (int i = 0; i < 4; ++i) {
    write("rules/" + std::to_string(i) + ".yml", "title: broken\n");
  }
  Outcome outcome = run_program({"hunt", write_log("a.evtx", "WS01", 1), "--rules", path("rules")});
  expect_said(outcome, 78, "4 rule documents cannot be used; `noroshi rules check` names them");
}

TEST_F(Newcomer, ARuleThatCannotRunHereIsSaid) {
  std::string log = write_log("a.evtx", "WS01", 1);
  std::string rule = rule_with("Image: x", "process_creaton");
  expect_said(run_program({"hunt", log, "--rules", rule}), 0,
              "no rule runs here, so nothing can be found; -v says why\n");
  expect_said(run_program({"hunt", log, "--rules", rule, "-v"}), 0, "category: process_creaton");
  expect_said(
      run_program({"hunt", log, "--include", "no such title"}), 0,
      "--level, --status, --include and --exclude leave no rule, so nothing can be found\n");
}

TEST_F(Newcomer, NoPermission) {
  std::string log = write_log("a.evtx", "WS01", 1);
  std::string locked = write_log("locked.evtx", "WS02", 1);
  ASSERT_EQ(::chmod(locked.c_str(), 0), 0);
  Circumstances ordinary{.user = Circumstances::User::kOrdinary};
  if (run_program_as(ordinary, {"dump", log}).exit_code != 0) {
    GTEST_SKIP()
        << "an ordinary user cannot start the program from here: permissions are not tested";
  }
  expect_said(run_program_as(ordinary, {"hunt", locked}), 0,
              "locked.evtx: cannot be read: Permission denied\n");
  EXPECT_EQ(run_program_as(ordinary, {"hunt", log, locked, "--strict"}).exit_code, 65);
  ASSERT_EQ(::mkdir(path("closed").c_str(), 0), 0);
  expect_said(run_program_as(ordinary, {"hunt", log, "-o", path("closed/out.jsonl")}), 74,
              "out.jsonl: cannot be created: Permission denied\n");
}

TEST_F(Newcomer, AFullDisk) {
  std::string log = write_log("a.evtx", "WS01", 5000);
  expect_said(run_program({"hunt", log, "--rules", write_rule(), "-o", "/dev/full"}), 74,
              "/dev/full: cannot write: No space left on device; what was written so far is "
              "incomplete\n");
  // A file of its own appears whole or not at all.
  Outcome outcome = run_program_as({.largest_file = 4096},
                                   {"hunt", log, "--rules", write_rule(), "-o", path("out.jsonl")});
  expect_said(outcome, 74, "out.jsonl: cannot write: File too large; nothing was saved\n");
  EXPECT_FALSE(std::filesystem::exists(path("out.jsonl")));
}

TEST_F(Newcomer, ControlCEndsAHuntWithAValidPrefix) {
  std::string log = write_log("a.evtx", "WS01", 20'000);
  std::vector<std::string> hunt{"hunt", "--threads", "1", log, "--rules", write_rule()};
  Outcome whole = run_program(hunt);
  Outcome outcome = run_and_signal(hunt, 1, SIGINT);
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_LT(outcome.out.size(), whole.out.size());
  EXPECT_TRUE(whole.out.starts_with(outcome.out));
  EXPECT_TRUE(outcome.out.ends_with("}\n"));
  EXPECT_TRUE(outcome.err.contains("stopped early")) << outcome.err;
}

// The same minutes in Japanese.
TEST_F(Newcomer, InJapanese) {
  std::string log = write_log("a.evtx", "WS01", 1);
  auto japanese = [](const Words& words) { return run_program(with(words, {"--lang", "ja"})); };
  std::filesystem::create_directories(path("empty"));
  expect_said(japanese({"hunt", path("nowhere")}), 2,
              "nowhere: ファイルまたはディレクトリーがありません。パスを確認してください\n");
  expect_said(japanese({"hunt", path("empty")}), 0, "イベントログが見つかりません。");
  expect_said(japanese({"hunt", write("note.txt", "hello\n")}), 0,
              "note.txt: イベントログではないため (その他のテキスト) 読みません\n");
  std::string rule = rule_with("Image|endwith: x");
  Outcome outcome = japanese({"hunt", log, "--rules", rule});
  expect_said(outcome, 78,
              "new.yml:6: 「Image|endwith」の修飾子「endwith」はありません。"
              "「endswith」のことですか?");
  EXPECT_TRUE(outcome.err.contains("検知ルールを1件も読み込めませんでした")) << outcome.err;
  expect_said(japanese({"hunt", log, "--rules", rule_with("Image: x", "process_creaton")}), 0,
              "実行できる検知ルールがないため、何も検知できません。");
  expect_said(japanese({"hunt", log, "-o", path("none/out.jsonl")}), 74,
              "out.jsonl: 作成できません: ファイルまたはディレクトリーがありません\n");
  outcome = japanese({"hunt", log, "--format", "table", "--rules", rule_with("Image: x")});
  EXPECT_EQ(outcome.out, "検知はありません。\n");
}

TEST_F(Newcomer, AFullDiskAndNoPermissionInJapanese) {
  std::string log = write_log("a.evtx", "WS01", 5000);
  Words hunt{"hunt", log, "--rules", write_rule(), "--lang", "ja"};
  expect_said(run_program(with(hunt, {"-o", "/dev/full"})), 74,
              "/dev/full: 書き込めません: ディスクの空き容量がありません。"
              "ここまでの出力は不完全です\n");
  expect_said(run_program_as({.largest_file = 4096}, with(hunt, {"-o", path("out.jsonl")})), 74,
              "out.jsonl: 書き込めません: ファイルが大きすぎます。何も保存していません\n");
  Circumstances ordinary{.user = Circumstances::User::kOrdinary};
  if (run_program_as(ordinary, {"dump", log}).exit_code != 0) {
    GTEST_SKIP()
        << "an ordinary user cannot start the program from here: permissions are not tested";
  }
  ASSERT_EQ(::chmod(log.c_str(), 0), 0);
  expect_said(run_program_as(ordinary, {"hunt", log, "--lang", "ja"}), 0,
              "a.evtx: 読めません: アクセス権がありません\n");
}

TEST_F(Newcomer, ControlCIsToldInJapanese) {
  std::string log = write_log("a.evtx", "WS01", 20'000);
  Outcome outcome = run_and_signal(
      {"hunt", "--threads", "1", log, "--rules", write_rule(), "--lang", "ja"}, 1, SIGINT);
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_TRUE(outcome.err.contains("途中で中断しました。")) << outcome.err;
}

}  // namespace
}  // namespace noroshi::test

// Rule packs: one answer whatever the form, nothing on disk, one sentence where one is broken.
#include <array>

#include "cli/command.h"
#include "cli/sample.h"
#include "source/archive.h"

namespace noroshi::test {
namespace {

class PackProgram : public SampleFolder {
 protected:
  // The same three rules as a folder and as archives; returns the paths.
  std::vector<std::string> write_packs() {
    write_rule("folder/rules/z.yml");
    std::string text = read("folder/rules/z.yml");
    std::vector<ArchiveEntry> entries = {{"rules/z.yml", text}};
    for (std::string_view name : {"rules/b.yml", "rules/a/c.yaml"}) {
      std::string other = text;
      other.replace(other.find("5a1f7d0e"), 8, name == "rules/b.yml" ? "ffffffff" : "00000002");
      other.replace(other.find("Evil"), 4, name == "rules/b.yml" ? "Base" : "Vile");
      write("folder/" + std::string(name), other);
      entries.push_back({std::string(name), other});
    }
    std::vector<std::string> paths = {path("folder")};
    for (auto [name, form] : {std::pair("pack.zip", ArchiveForm::kZip),
                              {"pack.tar", ArchiveForm::kTar},
                              {"pack.tar.gz", ArchiveForm::kTarGzip},
                              {"pack.tar.xz", ArchiveForm::kTarXz},
                              {"pack.tar.zst", ArchiveForm::kTarZstd},
                              {"pack.tar.bz2", ArchiveForm::kTarBzip2}}) {
      paths.push_back(write(name, *make_archive(entries, form)));
    }
    return paths;
  }
};

TEST_F(PackProgram, EveryFormOfAPackGivesTheSameBytes) {
  std::string log = write_log("a.evtx", "WS01", 35);
  for (std::string format : {"jsonl", "table", "csv", "timeline"}) {
    std::string first;
    for (const std::string& pack : write_packs()) {
      Outcome outcome = run_program({"hunt", log, "-r", pack, "-f", format});
      ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
      ASSERT_TRUE(outcome.out.contains("Vile Process")) << pack;
      first = first.empty() ? outcome.out : first;
      EXPECT_EQ(outcome.out, first) << pack << ' ' << format;
    }
  }
}

TEST_F(PackProgram, ARefusedRuleIsNamedByPackAndEntry) {
  std::vector<ArchiveEntry> entries = {
      {"x/broken.yml", "title: Broken\nlogsource:\n  product: windows\ndetection: 7\n"}};
  std::string pack = write("pack.zip", *make_archive(entries, ArchiveForm::kZip));
  Outcome outcome = run_program({"rules", "check", pack});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(outcome.out.contains(pack + "!x/broken.yml:4: ")) << outcome.out;
}

TEST_F(PackProgram, ADamagedPackIsOneSentenceAndNoHunt) {
  std::string log = write_log("a.evtx", "WS01", 5);
  std::string whole = read(std::filesystem::path(write_packs()[1]).filename().string());
  std::string pack = write("cut.zip", whole.substr(0, whole.size() / 2));
  Outcome outcome = run_program({"hunt", log, "-r", pack});
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_EQ(lines_of(outcome.err), 1U) << outcome.err;
  EXPECT_TRUE(outcome.err.contains(pack)) << outcome.err;
}

TEST_F(PackProgram, APackStandsBehindRulesAndEvidenceIsGivenBack) {
  std::vector<std::string> packs = write_packs();
  std::string log = write_log("a.evtx", "WS01", 15);
  Outcome outcome = run_program({"hunt", "-r", packs[0], packs[1], log});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 3U);
}

// What strace shows: no file is opened for writing, made, renamed or removed.
TEST_F(PackProgram, NothingIsWrittenOutsideTheOutput) {
  if (has_thread_sanitizer()) {
    GTEST_SKIP() << "skipped: what hunt writes, since the thread sanitizer writes too";
  }
  if (!std::filesystem::exists("/usr/bin/strace")) {
    GTEST_SKIP() << "skipped: what hunt writes, since strace is not installed";
  }
  std::string log = write_log("a.evtx", "WS01", 15);
  std::string trace = path("trace");
  std::string out = path("found.jsonl");
  for (const std::string& pack : write_packs()) {
    Outcome outcome =
        run_command({"/usr/bin/strace", "-f", "-o", trace, "-e",
                     "trace=openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,"
                     "unlink,unlinkat,link,symlink,mknod,mknodat,truncate",
                     program(), "hunt", log, "-r", pack, "-o", out});
    if (outcome.exit_code == 1 && outcome.err.contains("ptrace")) {
      GTEST_SKIP() << "skipped: what hunt writes, since tracing is not allowed here";
    }
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    std::size_t calls = 0;
    std::istringstream lines(read("trace"));
    for (std::string line; std::getline(lines, line); ++calls) {
      bool reads = line.contains("open") && line.contains("O_RDONLY");
      bool is_call = line.contains('(');
      EXPECT_TRUE(reads || !is_call || line.contains(out) || line.contains("+++")) << line;
    }
    EXPECT_GT(calls, 3U);
  }
}

TEST_F(PackProgram, AnInstalledPackIsUsedUntilItIsRemoved) {
  std::string log = write_log("a.evtx", "WS01", 15);
  std::vector<std::string> packs = write_packs();
  std::vector<std::string> place = {"NOROSHI_PACKS=" + path("kept/packs")};
  auto hunted = [&](std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"hunt", log};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments, place);
  };
  EXPECT_EQ(hunted().out, "");
  Outcome installed = run_program({"rules", "install", packs[1], "--name", "evil"}, place);
  ASSERT_EQ(installed.exit_code, 0) << installed.err;
  EXPECT_TRUE(installed.out.contains("3 rules")) << installed.out;
  // One archive and nothing loose.
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("kept/packs"))) {
    EXPECT_EQ(entry.path().filename(), "evil.tar.gz");
    ++files;
  }
  EXPECT_EQ(files, 1U);

  Outcome found = hunted();
  EXPECT_EQ(lines_of(found.out), 3U) << found.err;
  EXPECT_TRUE(found.err.contains("  evil: 3 rules")) << found.err;
  EXPECT_EQ(hunted({"--no-installed"}).out, "");
  EXPECT_EQ(lines_of(hunted({"-r", path("folder/rules/b.yml")}).out), 1U);
  Outcome elsewhere = run_program({"hunt", log, "--packs", path("kept/packs")});
  EXPECT_EQ(elsewhere.out, found.out);

  Outcome listed = run_program({"rules", "list", "--installed", "--json"}, place);
  EXPECT_TRUE(listed.out.starts_with("{\"name\":\"evil\",\"rules\":3,\"files\":3,")) << listed.out;
  EXPECT_EQ(run_program({"rules", "remove", "evil"}, place).exit_code, 0);
  EXPECT_EQ(hunted().out, "");
  Outcome again = run_program({"rules", "remove", "../packs/evil"}, place);
  EXPECT_EQ(again.exit_code, 2);
}

TEST_F(PackProgram, EveryFormIsInstalledAsTheSameFile) {
  std::vector<std::string> packs = write_packs();
  std::string first;
  for (const std::string& pack : packs) {
    ASSERT_EQ(
        run_program({"rules", "install", pack, "--name", "p", "--packs", path("kept")}).exit_code,
        0);
    first = first.empty() ? read("kept/p.tar.gz") : first;
    EXPECT_EQ(read("kept/p.tar.gz"), first) << pack;
  }
}

TEST_F(PackProgram, AnOlderPackIsReplacedAndSaid) {
  std::string rule = write_rule("r.yml");
  std::string text = read("r.yml");
  write("r.yml", text + "modified: 2025-01-02\n");
  run_program({"rules", "install", rule, "--packs", path("kept")});
  write("r.yml", text + "modified: 2026-03-04\n");
  Outcome newer = run_program({"rules", "install", rule, "--packs", path("kept")});
  EXPECT_TRUE(newer.out.contains("newest of 2026-03-04")) << newer.out;
  EXPECT_TRUE(newer.out.contains("it replaces: 1 rule, newest of 2025-01-02")) << newer.out;
  Outcome same = run_program({"rules", "install", rule, "--packs", path("kept")});
  EXPECT_TRUE(same.out.contains("installed already")) << same.out;
}

TEST_F(PackProgram, WhatHoldsNoRuleIsNotInstalled) {
  std::string pack = write("bad.yml", "title: x\n");
  Outcome outcome = run_program({"rules", "install", pack, "--packs", path("kept")});
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_FALSE(std::filesystem::exists(path("kept")));
}

TEST_F(PackProgram, ADamagedInstalledPackStopsTheHuntAndSaysWhatToDo) {
  std::string log = write_log("a.evtx", "WS01", 5);
  write("kept/sigma.tar.gz", "\x1f\x8b not more");
  Outcome outcome = run_program({"hunt", log, "--packs", path("kept")});
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_EQ(lines_of(outcome.err), 1U) << outcome.err;
  EXPECT_TRUE(outcome.err.contains("noroshi rules remove sigma")) << outcome.err;
}

}  // namespace
}  // namespace noroshi::test

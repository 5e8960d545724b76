// Manifests, their check, and what is done to inputs (nothing).
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

namespace fs = std::filesystem;

class CustodyProgram : public SampleFolder {
 protected:
  // Logs of a few records in folders of a hundred.
  void write_logs(int count) {
    std::string log = read_once();
    for (int i = 0; i < count; ++i) {
      write(name(i), log);
    }
  }
  static std::string name(int i) {
    return "logs/" + std::to_string(i / 100) + "/" + std::to_string(i) + ".evtx";
  }
  std::string read_once() {
    write_log("one.evtx", "WS01", 3);
    return read("one.evtx");
  }
  Outcome hunt_with_manifest() {
    return run_program({"hunt", path("logs"), "--rules", write_rule(), "--manifest",
                        path("manifest.json"), "--operator", "ueda", "--case-number", "7"});
  }
  Outcome verify(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"verify", path("manifest.json"), "--format", "csv"});
    return run_program(more);
  }
};

TEST_F(CustodyProgram, OneChangedByteAMissingAndAnAddedFileAmongAThousand) {
  write_logs(1000);
  Outcome hunt = hunt_with_manifest();
  EXPECT_EQ(hunt.exit_code, 0) << hunt.err;
  EXPECT_TRUE(hunt.err.contains("manifest of 1,000 files written to")) << hunt.err;
  Outcome same = verify();
  EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
  EXPECT_EQ(lines_of(same.out), 1U);
  EXPECT_TRUE(same.err.contains("1,000 as recorded, 0 changed, 0 missing, 0 added")) << same.err;

  std::string changed = read(name(417));
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  auto before = fs::last_write_time(path(name(417)));
  write(name(417), changed);
  fs::last_write_time(path(name(417)), before);
  fs::remove(path(name(3)));
  write("logs/9/added.bin", read(name(0)));
  Outcome outcome = verify();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(lines_of(outcome.out), 4U) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("changed," + path(name(417)))) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("missing," + path(name(3)))) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("added," + path("logs/9/added.bin"))) << outcome.out;
  EXPECT_TRUE(outcome.err.contains("998 as recorded, 1 changed, 1 missing, 1 added"))
      << outcome.err;
}

TEST_F(CustodyProgram, TheManifestSaysWhatWasDoneWithWhat) {
  write_logs(1);
  EXPECT_EQ(hunt_with_manifest().exit_code, 0);
  std::string manifest = read("manifest.json");
  for (std::string_view part :
       {"\"noroshi_manifest\": 1", "\"program\": \"noroshi ", "\"operator\": \"ueda\"",
        "\"case_number\": \"7\"", "\"timezone\": \"UTC\"", "\"--manifest\"", "\"sha256\":\"",
        "\"content\":\"", "\"started\": \"20"}) {
    EXPECT_TRUE(manifest.contains(part)) << part << manifest;
  }
  EXPECT_TRUE(manifest.contains("\"path\":\"" + path(name(0)) +
                                "\",\"size\":" + std::to_string(read(name(0)).size()) + ","))
      << manifest;
}

TEST_F(CustodyProgram, MovedEvidenceIsCheckedWhereItIs) {
  write_logs(2);
  fs::current_path(path(""));
  Outcome hunt = run_program({"metrics", "logs", "--manifest", path("manifest.json"), "--quiet"});
  EXPECT_EQ(hunt.exit_code, 0) << hunt.err;
  fs::create_directories(path("elsewhere"));
  fs::rename(path("logs"), path("elsewhere/logs"));
  EXPECT_EQ(verify().exit_code, 1);
  EXPECT_EQ(verify({"--directory", path("elsewhere")}).exit_code, 0);
  fs::current_path("/");
}

TEST_F(CustodyProgram, MistakesAreSaid) {
  write_logs(1);
  EXPECT_EQ(run_program({"verify", path("nothing.json")}).exit_code, 2);
  Outcome no_manifest = run_program({"verify", write("x.json", "{\"a\":1}")});
  EXPECT_EQ(no_manifest.exit_code, 65);
  EXPECT_TRUE(no_manifest.err.contains("is no manifest")) << no_manifest.err;
  Outcome over = run_program({"dump", path(name(0)), "--manifest", path(name(0))});
  EXPECT_EQ(over.exit_code, 2);
  EXPECT_TRUE(over.err.contains("is evidence and is not overwritten")) << over.err;
  EXPECT_EQ(run_program({"dump", path(name(0)), "--manifest", path("no/such/x.json")}).exit_code,
            74);
}

TEST_F(CustodyProgram, InputsAreOpenedReadOnlyAndNothingElseIsWritten) {
  if (std::system("strace -V >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "strace is not installed: what the program opens is not looked at";
  }
  if (has_thread_sanitizer()) {
    GTEST_SKIP() << "skipped: what hunt opens, since the thread sanitizer writes too";
  }
  write_log("logs/a.evtx", "WS01", 2000);
  write("logs/b.evtx", read("logs/a.evtx"));
  std::string trace = path("trace");
  std::string command = "strace -f -e trace=file,desc -o '" + trace +
                        "' '" NOROSHI_PROGRAM "' hunt '" + path("logs") + "' --rules '" +
                        write_rule() + "' -o '" + path("out.jsonl") +
                        "' --format jsonl --quiet 2>/dev/null";
  if (std::system(command.c_str()) != 0) {
    GTEST_SKIP() << "strace may not trace here: what the program opens is not looked at";
  }
  std::ifstream lines(trace);
  bool saw_evidence = false;
  for (std::string line; std::getline(lines, line);) {
    bool opens = line.contains("openat(") || line.contains(" open(") || line.contains(" creat(");
    bool writes = opens && (line.contains("O_WRONLY") || line.contains("O_RDWR") ||
                            line.contains("O_CREAT") || line.contains("O_TMPFILE"));
    if (opens && line.contains("logs/")) {
      saw_evidence = true;
      EXPECT_TRUE(line.contains("O_RDONLY")) << line;
      EXPECT_FALSE(writes) << line;
    }
    if (writes) {
      EXPECT_TRUE(line.contains("out.jsonl") || line.contains("/dev/")) << line;
    }
    for (std::string_view call : {"mkdir", "unlink", "truncate(", "utime", "chmod", "chown"}) {
      bool called = line.contains(std::string(" ") + std::string(call));
      EXPECT_FALSE(called && line.contains("logs/")) << line;
    }
  }
  EXPECT_TRUE(saw_evidence);
}

}  // namespace
}  // namespace noroshi::test

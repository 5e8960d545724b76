#include <algorithm>

#include "cli/command.h"
#include "cli/sample.h"
#include "support/machine.h"

namespace noroshi::test {
namespace {

using evidence::Log;

// services.exe (standing) -> cmd.exe -> evil.exe -> whoami.exe, in Sysmon and in Security.
class TreeProgram : public SampleFolder {
 protected:
  void SetUp() override {
    SampleFolder::SetUp();
    evidence::Account who;
    who.name = "ueda";
    who.domain = "CORP";
    evidence::Machine host("ws01.example", "10.0.0.1", 7);
    Time time = Time::from_civil(2026, 11, 23, 5, 0, 0, 0);
    auto later = [&time] { return time = {time.ticks + 10 * Time::kTicksPerSecond}; };
    auto services = host.standing("C:\\Windows\\System32\\services.exe", "services", who);
    auto cmd = host.start(later(), who, "C:\\Windows\\System32\\cmd.exe", "cmd /c x", services);
    auto evil = host.start(later(), who, "C:\\Temp\\evil.exe", "evil --now", cmd);
    auto hostile = host.start(later(), who, "C:\\Temp\\who\x1b[31mami.exe", "=cmd|calc", evil);
    host.start(later(), who, "C:\\Windows\\notepad.exe", "notepad", services);
    evidence::sysmon_dns(host.add(Log::kSysmon), host.at(later()), evil, "bad.example", "10.9.9.9");
    ASSERT_TRUE(host.write(path("logs")).has_value());
    rules_ = write_rule("rules/process.yml");
    write("rules/dns.yml",
          "title: Bad Name\nid: 6a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e12\nstatus: test\n"
          "level: critical\nlogsource:\n  product: windows\n  category: dns_query\n"
          "detection:\n  selection:\n    QueryName: bad.example\n  condition: selection\n");
  }

  Outcome tree(std::vector<std::string> arguments,
               const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.begin(), "tree");
    arguments.insert(arguments.end(), {path("logs"), "--rules", path("rules")});
    return run_program(arguments, environment);
  }

  std::string rules_;
};

TEST_F(TreeProgram, AHostsTreeIsDrawnInThePlainLocaleToo) {
  Outcome plain = tree({"ws01", "--format", "table"}, {"LC_ALL=C"});
  EXPECT_EQ(plain.exit_code, 0) << plain.err;
  EXPECT_TRUE(plain.out.starts_with("ws01.example\n")) << plain.out;
  EXPECT_TRUE(plain.out.contains("services.exe (")) << plain.out;
  EXPECT_TRUE(plain.out.contains(") [not in the log]")) << plain.out;
  EXPECT_TRUE(plain.out.contains("|- cmd.exe (")) << plain.out;
  EXPECT_TRUE(plain.out.contains("|  `- evil.exe (")) << plain.out;
  EXPECT_TRUE(plain.out.contains("|     `- who\\u001b[31mami.exe (")) << plain.out;
  EXPECT_TRUE(plain.out.contains("`- notepad.exe (")) << plain.out;
  EXPECT_TRUE(
      std::ranges::all_of(plain.out, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  EXPECT_TRUE(plain.err.contains("Processes   5 shown, of which 1 are not in the log"))
      << plain.err;
  Outcome box = tree({"ws01", "--format", "table"}, {"LC_ALL=C.UTF-8"});
  EXPECT_TRUE(box.out.contains("│  └─ evil.exe (")) << box.out;
}

TEST_F(TreeProgram, ATwiceLoggedStartIsOneLineWithWhatHeldOnTheProcess) {
  Outcome outcome = tree({"WS01:evil"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 4U) << outcome.out;
  std::size_t evil = outcome.out.find("\"role\":\"asked\"");
  ASSERT_NE(evil, std::string::npos) << outcome.out;
  std::string line = outcome.out.substr(evil, outcome.out.find('\n', evil) - evil);
  EXPECT_TRUE(line.contains("\"logs\":[\"sysmon\",\"security\"]")) << line;
  EXPECT_TRUE(line.contains("\"level\":\"critical\"")) << line;
  EXPECT_TRUE(line.contains("\"detections\":[\"Bad Name\",\"Evil Process x2\"]")) << line;
  EXPECT_TRUE(line.contains("\"parent_by\":\"guid\"")) << line;
  EXPECT_FALSE(outcome.out.contains("notepad")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"role\":\"ancestor\",\"standing\":\"stub\"")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"role\":\"descendant\"")) << outcome.out;
}

TEST_F(TreeProgram, CsvCellsDoNotRun) {
  Outcome outcome = tree({"ws01", "--format", "csv"});
  EXPECT_EQ(lines_of(outcome.out), 6U) << outcome.out;
  EXPECT_TRUE(outcome.out.starts_with("time,line,parent_line,depth,role,standing,")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains(",'=cmd|calc,")) << outcome.out;
  EXPECT_FALSE(outcome.out.contains('\x1b'));
}

TEST_F(TreeProgram, WhatIsNotThereIsSaid) {
  Outcome host = tree({"ws02"});
  EXPECT_EQ(host.exit_code, 0);
  EXPECT_EQ(host.out, "");
  EXPECT_TRUE(host.err.contains("no process of 'ws02'")) << host.err;
  EXPECT_TRUE(host.err.contains("hosts with processes: ws01.example")) << host.err;
  Outcome process = tree({"ws01:99999"});
  EXPECT_TRUE(process.err.contains("none of the 5 processes is the one in 'ws01:99999'"))
      << process.err;
  EXPECT_EQ(run_program({"tree"}).exit_code, 2);
  EXPECT_EQ(tree({"ws01", "--depth", "100000"}).exit_code, 2);
}

TEST_F(TreeProgram, WhatALimitCutsIsSaidEvenQuietly) {
  Outcome outcome = tree({"*", "--lines", "2", "--quiet", "--format", "table"}, {"LC_ALL=C"});
  EXPECT_TRUE(outcome.out.contains("more below]")) << outcome.out;
  EXPECT_TRUE(outcome.err.contains("3 more processes are not shown")) << outcome.err;
}

TEST_F(TreeProgram, ThreadsAndTheOrderOfArgumentsChangeNothing) {
  std::string first = tree({"*", "--threads", "1"}).out;
  EXPECT_EQ(tree({"*", "--threads", "7"}).out, first);
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("logs"))) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().string());
    }
  }
  ASSERT_EQ(files.size(), 2U);
  for (const auto& order : {std::vector{files[0], files[1]}, std::vector{files[1], files[0]}}) {
    Outcome outcome = run_program({"tree", "*", order[0], order[1], "--rules", path("rules")});
    EXPECT_EQ(outcome.out, first);
  }
}

}  // namespace
}  // namespace noroshi::test

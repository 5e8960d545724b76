#include <algorithm>
#include <cstdlib>
#include <random>

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class HuntProgram : public SampleFolder {
 protected:
  Outcome hunt(std::vector<std::string> arguments,
               const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.begin(), "hunt");
    arguments.insert(arguments.end(), {"--rules", write_rule()});
    return run_program(arguments, environment);
  }
};

TEST_F(HuntProgram, JsonLinesWhereThereIsNoTerminal) {
  Outcome outcome = hunt({write_log("a.evtx", "WS01", 25)});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 2U);
  EXPECT_TRUE(outcome.out.starts_with("{\"version\":1,\"id\":\"")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"pattern\":\"\\\\evil.exe\"")) << outcome.out;
  EXPECT_TRUE(outcome.err.contains("Detections  2: 2 high")) << outcome.err;
}

TEST_F(HuntProgram, TheTableWorksInAPipeAndInThePlainLocale) {
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome plain = hunt({log, "--format", "table"}, {"LC_ALL=C"});
  EXPECT_EQ(plain.exit_code, 0) << plain.err;
  EXPECT_TRUE(plain.out.contains("high                 2  Evil Process")) << plain.out;
  EXPECT_TRUE(plain.out.contains("C:\\Temp\\evil.exe"));
  EXPECT_TRUE(plain.out.contains("-----"));
  EXPECT_FALSE(plain.out.contains("\x1b["));
  EXPECT_FALSE(plain.out.contains("\u2500"));
  Outcome coloured = hunt({log, "--format", "table", "--color", "always"}, {"LC_ALL=C.UTF-8"});
  EXPECT_TRUE(coloured.out.contains("\x1b[31mhigh"));
  EXPECT_TRUE(coloured.out.contains("\u2500"));
}

TEST_F(HuntProgram, RulesAndEvidenceMayStandInAnyOrder) {
  std::string log = write_log("logs/a.evtx", "WS01", 25);
  write_rule("one/a.yml");
  write_rule("two/b.yml");
  std::string text = read("two/b.yml");  // another rule, or one of the two would be left out
  std::string rule = write("two/b.yml", text.replace(text.find("5a1f7d0e"), 8, "00000002"));
  std::string logs = path("logs");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"hunt", logs, "--rules", path("one"), rule},
        {"hunt", "--rules", path("one"), rule, logs},
        {"hunt", "--rules", path("one"), "--rules", rule, log}}) {
    EXPECT_EQ(lines_of(run_program(arguments).out), 4U) << arguments[1];
  }
  Outcome none = run_program({"hunt", "--rules", rule});
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_TRUE(none.err.contains("hunt needs evidence")) << none.err;
}

TEST_F(HuntProgram, IdsDoNotDependOnThePath) {
  write_log("a.evtx", "WS01", 10);
  std::filesystem::create_directories(path("copy"));
  std::filesystem::copy_file(path("a.evtx"), path("copy/b.bin"));
  auto id = [](const Outcome& outcome) { return outcome.out.substr(0, 60); };
  EXPECT_EQ(id(hunt({path("a.evtx")})), id(hunt({path("copy")})));
}

TEST_F(HuntProgram, FailOnSaysOneOnlyIfTheLevelIsReached) {
  std::string log = write_log("a.evtx", "WS01", 25);
  EXPECT_EQ(hunt({log, "--fail-on", "high"}).exit_code, 1);
  EXPECT_EQ(hunt({log, "--fail-on", "critical"}).exit_code, 0);
}

TEST_F(HuntProgram, FiltersChooseRecordsAndRules) {
  write_log("logs/a.evtx", "WS01.example.org", 25);
  write_log("logs/b.evtx", "WS02.example.org", 25);
  std::string logs = path("logs");
  auto found = [&](std::vector<std::string> more) {
    more.insert(more.begin(), logs);
    Outcome outcome = hunt(more);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return lines_of(outcome.out);
  };
  EXPECT_EQ(found({}), 4U);
  EXPECT_EQ(found({"--host", "ws01"}), 2U);
  EXPECT_EQ(found({"--host", "ws01", "--host", "ws02"}), 4U);
  EXPECT_EQ(found({"--channel", "Security"}), 0U);
  EXPECT_EQ(found({"--event-id", "1"}), 4U);
  EXPECT_EQ(found({"--event-id", "3"}), 0U);
  EXPECT_EQ(found({"--from", "2026-11-23T05:00:11"}), 2U);
  EXPECT_EQ(found({"--to", "2026-11-23T05:00:20Z"}), 2U);
  EXPECT_EQ(found({"--level", "critical"}), 0U);
  EXPECT_EQ(found({"--status", "stable"}), 0U);
  EXPECT_EQ(found({"--include", "evil"}), 4U);
  EXPECT_EQ(found({"--exclude", "evil"}), 0U);
}

TEST_F(HuntProgram, BadArgumentsSayWhatToDo) {
  std::string log = write_log("a.evtx", "WS01", 1);
  Outcome time = hunt({log, "--from", "yesterday"});
  EXPECT_EQ(time.exit_code, 2);
  EXPECT_TRUE(time.err.contains("'yesterday' is not a time")) << time.err;
  EXPECT_EQ(hunt({log, "--level", "worst"}).exit_code, 2);
  EXPECT_EQ(hunt({log, "-o", log}).exit_code, 2);
  EXPECT_EQ(run_program({"hunt", log, "--rules", write("none/readme.txt", "")}).exit_code, 78);
}

TEST_F(HuntProgram, AnOutputFileIsWhole) {
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome outcome = hunt({log, "-o", path("out.csv"), "--format", "csv", "--quiet"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
  EXPECT_EQ(lines_of(read("out.csv")), 3U);
}

TEST_F(HuntProgram, TheTimelineIsInTheOrderOfTimeAcrossFiles) {
  write_log("logs/a.evtx", "WS01", 20);
  write_log("logs/b.evtx", "WS02", 20);
  Outcome outcome = hunt({path("logs"), "--format", "timeline"});
  std::vector<std::string> hosts;
  for (std::size_t at = 0; (at = outcome.out.find("WS0", at)) != std::string::npos; ++at) {
    hosts.push_back(outcome.out.substr(at, 4));
  }
  ASSERT_EQ(hosts.size(), 4U) << outcome.out;
  EXPECT_NE(hosts[0], hosts[1]);  // second 10 of both logs, then second 20 of both
  EXPECT_NE(hosts[2], hosts[3]);
}

TEST_F(HuntProgram, ExplainNamesTheLeafThatDidNotHold) {
  std::string log = write_log("a.evtx", "WS01", 25);
  Outcome miss = run_program({"explain", "--rule", write_rule(), log + ":7"});
  EXPECT_EQ(miss.exit_code, 0) << miss.err;
  EXPECT_TRUE(miss.out.contains("no  Image|endswith")) << miss.out;
  EXPECT_TRUE(miss.out.contains("svchost.exe")) << miss.out;
  Outcome hit = run_program({"explain", "--rule", write_rule(), log});
  EXPECT_TRUE(hit.out.contains("held on 2")) << hit.out;
  EXPECT_TRUE(run_program({"explain", "--rule", write_rule(), log + ":99"})
                  .out.contains("no record has the number 99"));
  EXPECT_EQ(run_program({"explain", "--rule", "no such rule", log}).exit_code, 2);
}

class SameAnswer : public SampleFolder {
 protected:
  void expect_same(const std::vector<std::string>& paths, const std::string& rules) {
    for (std::string format : {"jsonl", "csv", "timeline", "table"}) {
      auto run = [&](std::vector<std::string> order, std::string threads) {
        std::vector<std::string> arguments{"hunt"};
        arguments.insert(arguments.end(), order.begin(), order.end());
        arguments.insert(arguments.end(),
                         {"--rules", rules, "--format", format, "--threads", threads, "--quiet"});
        return run_program(arguments).out;
      };
      std::string once = run(paths, "1");
      EXPECT_FALSE(once.empty());
      EXPECT_TRUE(once == run(paths, "2")) << format << " on 2 threads";
      EXPECT_TRUE(once == run(paths, "8")) << format << " on 8 threads";
      std::vector<std::string> shuffled = paths;
      std::ranges::shuffle(shuffled, std::mt19937(7));
      EXPECT_TRUE(once == run(shuffled, "2")) << format << " with shuffled arguments";
    }
  }
};

TEST_F(SameAnswer, OnAnyThreadsAndInAnyOrder) {
  std::vector<std::string> paths;
  for (int i = 0; i < 6; ++i) {
    std::string number = std::to_string(i);
    paths.push_back(write_log("log" + number, "WS0" + number, 300 + 2000 * (i % 2)));
  }
  expect_same(paths, write_rule());
}

TEST_F(SameAnswer, OnTheCorpus) {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  if (corpus == nullptr) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the corpus is not hunted on 1, 2 and 8 threads";
  }
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(corpus) + "/evtx")) {
    if (entry.is_regular_file()) {
      paths.push_back(entry.path().string());
    }
  }
  std::ranges::sort(paths);
  expect_same(paths, std::string(corpus) + "/sigma/rules");
}

}  // namespace
}  // namespace noroshi::test

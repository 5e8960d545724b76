// noroshi scripts, and rules that hold only on the joined text in noroshi hunt.
#include <fstream>
#include <sstream>

#include "cli/command.h"
#include "cli/sample.h"
#include "support/event_spec.h"
#include "support/evtx_writer.h"

namespace noroshi::test {
namespace {

struct Part {
  std::uint32_t number;
  std::uint32_t of;
  std::string text;
};

class Scripts : public SampleFolder {
 protected:
  void SetUp() override {
    SampleFolder::SetUp();
    write("rules/evil.yml",
          "title: Evil Word\nid: 7a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e13\nstatus: test\n"
          "level: critical\nlogsource:\n  product: windows\n  category: ps_script\n"
          "detection:\n  selection:\n    ScriptBlockText|contains: evilword\n"
          "  condition: selection\n");
    write("rules/start.yml",
          "title: Start\nid: 8a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e14\nstatus: test\n"
          "level: low\nlogsource:\n  product: windows\n  category: ps_script\n"
          "detection:\n  selection:\n    ScriptBlockText|contains: 'echo'\n"
          "  condition: selection\n");
    // The word lies across parts 1 and 2, which lie in two files, the second first.
    write_parts("logs/a.evtx", "WS01", 100, "b1", {{2, 2, "word"}});
    write_parts("logs/b.evtx", "WS01", 50, "b1", {{1, 2, "echo evil"}});
    // Here the middle part is missing: nothing is found across the gap.
    write_parts("logs/c.evtx", "../../WS02", 10, "b2", {{1, 3, "evil"}, {3, 3, "word"}});
    write_parts("logs/d.evtx", "WS03", 10, "b3", {{1, 1, "echo\x1b[31m one"}});
  }

  void write_parts(std::string_view name, std::string_view host, std::uint64_t first,
                   std::string_view id, const std::vector<Part>& parts) const {
    std::ostringstream stream;
    evidence::EvtxWriter log(stream);
    evidence::EventWriter events(log, evidence::EventStyle::kManifest);
    evidence::EventSpec event;
    event.provider = "Microsoft-Windows-PowerShell";
    event.provider_guid = evidence::guid_from_text("powershell");
    event.channel = "Microsoft-Windows-PowerShell/Operational";
    event.computer = host;
    event.event_id = 4104;
    event.record_id = first;
    event.time = Time::from_civil(2026, 11, 23, 5, 0, 0, 0);
    for (const Part& part : parts) {
      event.clear_fields();
      event.time.ticks += Time::kTicksPerSecond;
      event.i32("MessageNumber", static_cast<std::int32_t>(part.number))
          .i32("MessageTotal", static_cast<std::int32_t>(part.of))
          .text("ScriptBlockText", part.text)
          .text("ScriptBlockId", id)
          .text("Path", "C:\\a.ps1");
      ASSERT_TRUE(events.write(event).has_value());
      ++event.record_id;
    }
    ASSERT_TRUE(log.finish().has_value());
    write(name, stream.str());
  }

  Outcome run(std::vector<std::string> arguments,
              const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.end(), {path("logs"), "--rules", path("rules")});
    return run_program(arguments, environment);
  }
};

TEST_F(Scripts, ARuleHoldsOnTheJoinedTextAndSaysSo) {
  Outcome outcome = run({"hunt", "--format", "jsonl"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 3U) << outcome.out;  // Start on two parts, Evil Word joined
  std::size_t joined = outcome.out.find("\"joined\":{\"parts\":2,\"of\":2}");
  ASSERT_NE(joined, std::string::npos) << outcome.out;
  std::string line = outcome.out.substr(outcome.out.rfind('\n', joined) + 1);
  EXPECT_TRUE(line.contains("\"title\":\"Evil Word\"")) << line;
  EXPECT_TRUE(line.contains("b.evtx")) << line;  // where part 1 is
  EXPECT_TRUE(line.contains("\"details\":\"Joined: 2 of 2 parts")) << line;
  EXPECT_TRUE(line.contains("echo evilword")) << line;
  EXPECT_EQ(lines_of(line), 1U) << "it comes last";
  EXPECT_TRUE(outcome.err.contains(
      "Joined      2 script blocks of several parts, 1 of them incomplete; 1 detections"))
      << outcome.err;
  EXPECT_TRUE(outcome.err.contains("Detections  3: 1 critical, 2 low")) << outcome.err;
}

TEST_F(Scripts, EveryFormatOfHuntHasTheJoinedDetection) {
  for (const char* format : {"csv", "timeline", "table"}) {
    Outcome outcome = run({"hunt", "--format", format});
    EXPECT_TRUE(outcome.out.contains("Evil Word")) << outcome.out;
    EXPECT_TRUE(outcome.out.contains("Joined: 2 of 2 parts")) << outcome.out;
  }
  EXPECT_EQ(run({"hunt", "--fail-on", "critical"}).exit_code, 1);
}

TEST_F(Scripts, AreListedByTimeWithGapsMarked) {
  Outcome outcome = run({"scripts"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out), 3U) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"parts\":2,\"of\":2,")) << outcome.out;
  EXPECT_TRUE(
      outcome.out.contains("\"detections\":[\"Evil Word\",\"Start\"],"
                           "\"joined\":[\"Evil Word\"]"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"missing\":\"2\"")) << outcome.out;
  EXPECT_TRUE(
      outcome.out.contains("\"text\":\"evil\\n# noroshi: part 2 of 3 is not in the log\\nword\""))
      << outcome.out;
  EXPECT_TRUE(outcome.err.contains("3 scripts, 1 of them incomplete")) << outcome.err;
  EXPECT_EQ(lines_of(run({"scripts", "--several"}).out), 2U);
  EXPECT_EQ(lines_of(run({"scripts", "--hits"}).out), 2U);
  EXPECT_EQ(lines_of(run({"scripts", "--host", "WS03"}).out), 1U);
}

TEST_F(Scripts, TheTableIsHarmless) {
  Outcome outcome = run({"scripts", "--format", "table"}, {"LC_ALL=C"});
  EXPECT_FALSE(outcome.out.contains('\x1b'));
  EXPECT_TRUE(outcome.out.contains("echo\\u001b[31m one")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("2/3")) << outcome.out;
}

TEST_F(Scripts, FilesHaveNamesOfOurOwn) {
  Outcome outcome = run({"scripts", "--out", path("out/deep"), "--format", "jsonl"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("out"))) {
    if (entry.is_regular_file()) {
      ++files;
      std::string name = entry.path().filename().string();
      EXPECT_EQ(entry.path().parent_path().string(), path("out/deep"));
      EXPECT_TRUE(outcome.out.contains("\"written\":\"" + name + "\"")) << name;
    }
  }
  EXPECT_EQ(files, 3U);
  EXPECT_FALSE(outcome.out.contains("\"text\":")) << outcome.out;
  EXPECT_EQ(run({"scripts", "--out", path("out/deep")}).exit_code, 74);  // nothing is overwritten
  EXPECT_EQ(run({"scripts", "--out", path("logs/in")}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(path("logs/in")));
}

TEST_F(Scripts, ThreadsCopiesAndTheOrderOfArgumentsChangeNothing) {
  for (const char* command : {"scripts", "hunt"}) {
    std::string expected = run({command, "--threads", "1", "--format", "csv"}).out;
    EXPECT_EQ(run({command, "--threads", "6", "--format", "csv"}).out, expected);
    std::vector<std::string> arguments{command, "--format", "csv"};
    for (const char* name : {"logs/d.evtx", "logs/b.evtx", "logs/a.evtx", "logs/c.evtx"}) {
      arguments.push_back(path(name));
    }
    arguments.insert(arguments.end(), {"--rules", path("rules")});
    EXPECT_EQ(run_program(arguments).out, expected);
  }
  std::string once = run({"scripts"}).out;
  std::filesystem::copy(path("logs/b.evtx"), path("logs/z.evtx"));
  EXPECT_EQ(run({"scripts"}).out, once);
}

}  // namespace
}  // namespace noroshi::test

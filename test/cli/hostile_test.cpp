// Hostile text through every command and every format: no terminal escape, no live formula, no
// broken column. The values of records, their names, the texts of rules, names of files, and
// arguments are all an attacker's.
#include <sstream>

#include "cli/command.h"
#include "cli/hostile_text.h"
#include "cli/sample.h"
#include "support/event_spec.h"
#include "support/evtx_writer.h"

namespace noroshi::test {
namespace {

using evidence::EventSpec;

class HostileProgram : public SampleFolder {
 protected:
  void SetUp() override {
    SampleFolder::SetUp();
    log_ = write_hostile_log();
    rule_ = write("rules/a\x1b[31m\nINJECTED.yml",
                  "title: \"=cmd|' /C calc'!A0 \\e[2J \\u202E\\nINJECTED\\0 title\"\n"
                  "id: 5a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e11\n"
                  "status: test\n"
                  "level: high\n"
                  "author: \"@SUM(1+1)\\r\\nINJECTED\"\n"
                  "description: \"\\t=1+1\\e]0;x\\a\"\n"
                  "references: [\"=1+1\", \"\\e[31m\"]\n"
                  "falsepositives: [\"-1+1\\nINJECTED\"]\n"
                  "logsource: {product: windows, category: process_creation}\n"
                  "detection:\n"
                  "  \"sel\\e[31m\\nINJECTED\":\n"
                  "    Image|endswith: '\\evil.exe'\n"
                  "  condition: 1 of sel*\n");
  }

  // One record a text, which stands for the host, for values, and for the name of a field.
  std::string write_hostile_log() {
    std::ostringstream stream;
    evidence::EvtxWriter log(stream);
    evidence::EventWriter events(log, evidence::EventStyle::kManifest);
    EventSpec event;
    event.provider = "Microsoft-Windows-Sysmon";
    event.provider_guid = evidence::guid_from_text("sysmon");
    event.channel = "Microsoft-Windows-Sysmon/Operational";
    event.time = Time::from_civil(2026, 11, 23, 5, 0, 0, 0);
    for (const std::string& text : hostile_texts()) {
      add(events, event, text.substr(0, 200), text, text.substr(0, 100));
    }
    add(events, event, "WS01", "=1+1\x1b[31m\nINJECTED", "=Name");
    // Halves of surrogate pairs, which no UTF-8 can hold.
    constexpr std::uint16_t kHalves[] = {u'a', 0xd800, u'b', 0xdc00, 0x202e, 0x001b, u'['};
    event.clear_fields();
    event.record_id = ++records_;
    event.text("Image", "C:\\evil.exe");
    event.raw("CommandLine", evidence::WireType::kUtf16, std::as_bytes(std::span(kHalves)));
    EXPECT_TRUE(events.write(event).has_value());
    add_logons_and_scripts(events);
    // What no entry of any table fits.
    event.provider = "=1+1\x1b[31m\nINJECTED";
    event.channel = "Security\x1b[31m\nINJECTED";
    event.event_id = 999;
    add(events, event, "WS01", "=1+1\x1b[31m\nINJECTED", "Name");
    EXPECT_TRUE(log.finish().has_value());
    return write("logs/=1\x1b[31m\n=INJECTED,\".evtx", stream.str());
  }

  // What `logons` and `scripts` look at.
  void add_logons_and_scripts(evidence::EventWriter& events) {
    EventSpec event;
    event.time = Time::from_civil(2026, 11, 23, 6, 0, 0, 0);
    event.computer = "WS01";
    for (const std::string& whole : hostile_texts()) {
      std::string text = whole.substr(0, 200);
      event.time.ticks += Time::kTicksPerSecond;
      event.provider = "Microsoft-Windows-Security-Auditing";
      event.channel = "Security";
      for (std::uint16_t id : {4624, 4625}) {
        event.clear_fields();
        event.event_id = id;
        event.record_id = ++records_;
        event.text("TargetUserName", text).text("TargetDomainName", text);
        event.u32("LogonType", 3).text("WorkstationName", text).text("IpAddress", text);
        event.text("AuthenticationPackageName", text).text("TargetLogonId", text);
        EXPECT_TRUE(events.write(event).has_value());
      }
      event.provider = "Microsoft-Windows-PowerShell";
      event.channel = "Microsoft-Windows-PowerShell/Operational";
      event.clear_fields();
      event.event_id = 4104;
      event.record_id = ++records_;
      event.u32("MessageNumber", 1).u32("MessageTotal", 1).text("ScriptBlockText", text);
      event.text("ScriptBlockId", text).text("Path", text);
      EXPECT_TRUE(events.write(event).has_value());
    }
  }

  void add(evidence::EventWriter& events, EventSpec& event, const std::string& host,
           const std::string& value, const std::string& name) {
    names_.push_back(name);
    event.clear_fields();
    event.record_id = ++records_;
    event.time.ticks += Time::kTicksPerSecond;
    event.computer = host;
    event.event_id = event.event_id == 0 ? 1 : event.event_id;
    event.text("Image", "C:\\evil.exe").text("CommandLine", value).text("User", host);
    event.text("ProcessGuid", host).u32("ProcessId", 4711).text(names_.back(), host);
    EXPECT_TRUE(events.write(event).has_value());
  }

  // Runs the command in each of `formats`, and holds all that it says to the rules.
  void check(std::vector<std::string> arguments, const std::vector<std::string>& formats) {
    for (const std::string& format : formats) {
      std::vector<std::string> with = arguments;
      if (!format.empty()) {
        with.insert(with.end(), {"-f", format});
      }
      Outcome outcome = run_program(with, {"LC_ALL=C.UTF-8"});
      std::string what = arguments[0] + " " + arguments[1] + " as " + format;
      EXPECT_EQ(terminal_fault(outcome.err), "") << what << ", standard error";
      EXPECT_EQ(terminal_fault(outcome.out), "") << what;
      EXPECT_EQ(format == "csv" ? csv_fault(outcome.out) : "", "") << what;
      EXPECT_EQ(format == "jsonl" ? json_lines_fault(outcome.out) : "", "") << what;
      EXPECT_EQ(outcome.exit_code, 0) << what << outcome.err;
      EXPECT_FALSE(outcome.out.empty()) << what;
    }
  }

  std::string log_;
  std::string rule_;

 private:
  std::uint64_t records_ = 0;
  std::deque<std::string> names_;
};

const std::vector<std::string> kRows{"table", "csv", "jsonl"};

TEST_F(HostileProgram, HuntInEveryFormatAndProfile) {
  check({"hunt", log_, "--rules", rule_, "-v"}, {"table", "csv", "jsonl", "timeline"});
  for (const char* profile : {"minimal", "standard", "verbose", "timesketch", "all-fields"}) {
    check({"hunt", log_, "--rules", rule_, "--profile", profile}, {"csv", "jsonl", "timeline"});
  }
}

TEST_F(HostileProgram, OneRowOrLineForEachDetection) {
  std::size_t detections = hostile_texts().size() + 2;
  for (const auto& [format, more] :
       {std::pair<std::string, std::size_t>{"jsonl", 0}, {"csv", 1}, {"timeline", 0}}) {
    Outcome outcome = run_program({"hunt", log_, "--rules", rule_, "-f", format});
    EXPECT_EQ(lines_of(outcome.out), detections + more) << format;
  }
}

TEST_F(HostileProgram, TheTextsArriveAndAreNeutralised) {
  Outcome csv = run_program({"hunt", log_, "--rules", rule_, "-f", "csv"});
  EXPECT_TRUE(csv.out.contains(",'=cmd|' /C calc'!A0,'=cmd|' /C calc'!A0 \\u001b[2J")) << csv.out;
  Outcome json = run_program({"hunt", log_, "--rules", rule_});
  for (const char* text : {"\"\\u001b[2J", "safe\\u202egpj", "nul\\u0000inside", "\\u009b31mred",
                           "a\xef\xbf\xbd"
                           "b\xef\xbf\xbd\\u202e\\u001b["}) {
    EXPECT_TRUE(json.out.contains(text)) << text;
  }
}

TEST(HostileText, TheChecksSeeWhatTheyAreFor) {
  EXPECT_EQ(terminal_fault("two\nlines, \u65e5\u672c\n"), "");
  for (const char* text : {"\x1b", "\x7f", "\xc2\x9b", "\u202e", "\u2028", "\t", "\r\n", "\xff",
                           "INJECTED", "a\nINJECTED"}) {
    EXPECT_NE(terminal_fault(text), "") << text;
  }
  EXPECT_EQ(csv_fault("a,b\n-5,\"x,\"\"y\"\n'=1,\n"), "");
  for (const char* text :
       {"a,b\n1\n", "a\n=1\n", "a\n\"@x\"\n", "a\n-x\n", "a\n\uff1d1\n", "a,b\n\"1,2\n"}) {
    EXPECT_NE(csv_fault(text), "") << text;
  }
  EXPECT_EQ(json_lines_fault("{\"a\":[1,\"\\u001b\",{}]}\n{}\n"), "");
  for (const char* text : {"[]\n", "{\"a\":1\n", "{\"a\":\"\x1b\"}\n", "{} {}\n", "{\"a\\x\":1}\n",
                           "{\"\u202e\":1}\n"}) {
    EXPECT_NE(json_lines_fault(text), "") << text;
  }
}

TEST_F(HostileProgram, Records) {
  check({"dump", log_}, {""});
  check({"dump", log_, "--account"}, {""});
  Outcome dump = run_program({"dump", log_});
  EXPECT_EQ(json_lines_fault(dump.out), "");
  Outcome flat = run_program({"dump", log_, "--flat"});
  EXPECT_EQ(json_lines_fault(flat.out), "");
  EXPECT_FALSE(flat.out.empty());
}

TEST_F(HostileProgram, Explain) {
  check({"explain", log_ + ":1", "--rule", rule_}, {""});
  check({"explain", log_, "--rule", rule_}, {""});
}

TEST_F(HostileProgram, Views) {
  check({"stack", "CommandLine", log_}, kRows);
  check({"stack", "User", log_}, kRows);
  check({"stack", "TargetUserName", log_}, kRows);
  check({"metrics", log_}, kRows);
  check({"metrics", log_, "--by", "log", "--by", "event"}, kRows);
  check({"logons", log_}, kRows);
  check({"pivots", log_, "--rules", rule_}, kRows);
  check({"search", log_, "--word", "evil"}, kRows);
  check({"search", log_, "--word", "INJECTED"}, kRows);
  check({"tree", "WS01", log_, "--rules", rule_}, kRows);
}

TEST_F(HostileProgram, ScriptsAndTheFilesTheyAreWrittenTo) {
  check({"scripts", log_}, kRows);
  check({"scripts", log_, "--out", path("out")}, {"csv"});
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("out"))) {
    std::string name = entry.path().filename().string();
    EXPECT_EQ(terminal_fault(name), "");
    EXPECT_FALSE(name.contains('\n')) << name;
    EXPECT_TRUE(entry.is_regular_file()) << name;
    ++files;
  }
  EXPECT_GT(files, 0U);
}

TEST_F(HostileProgram, Rules) {
  check({"rules", "check", rule_, "-v"}, {""});
  check({"rules", "list", rule_}, {""});
  EXPECT_EQ(json_lines_fault(run_program({"rules", "list", rule_, "--json"}).out), "");
}

TEST_F(HostileProgram, WhatIsRefusedIsShownSafely) {
  std::string broken =
      write("broken\x1b[31m\nINJECTED.yml",
            "title: \"\\e[2J\\nINJECTED\"\nlogsource: {product: \"\\e[31m\"}\n"
            "detection: {\"a\\e[31m\": {\"b\\e[31m|no\\e[31m\": 1}, condition: a}\n");
  std::string config = write("c\x1b[31m\nINJECTED.yml", "\"\\e[31m\\nINJECTED\": 1\n");
  for (const std::string& text : hostile_texts()) {
    std::string argument(text.c_str());  // arguments end at NUL
    argument.resize(std::min<std::size_t>(argument.size(), 150));
    for (const std::vector<std::string>& arguments : {
             std::vector<std::string>{"hunt", path("none") + argument},
             {"hunt", log_, "--from", argument},
             {"hunt", log_, "--last", argument},
             {"hunt", log_, "--timezone", argument},
             {"hunt", log_, "--profile", argument},
             {"hunt", log_, "-f", argument},
             {"hunt", log_, "--rules", path("none") + argument},
             {"hunt", log_, "--config", path("none") + argument},
             {"hunt", log_, "-o", path("none/") + argument},
             {"explain", log_, "--rule", argument},
             {"--unknown" + argument},
             {argument},
         }) {
      Outcome outcome = run_program(arguments, {"LC_ALL=C.UTF-8"});
      EXPECT_EQ(terminal_fault(outcome.err), "") << arguments[0] << outcome.err;
      EXPECT_EQ(terminal_fault(outcome.out), "") << arguments[0];
      EXPECT_NE(outcome.exit_code, 0) << arguments[0] << ' ' << arguments.back();
    }
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"rules", "check", broken},
        {"hunt", log_, "--rules", broken, "-v"},
        {"hunt", log_, "--config", config},
        {"hunt", rule_}}) {
    Outcome outcome = run_program(arguments, {"LC_ALL=C.UTF-8"});
    EXPECT_EQ(terminal_fault(outcome.err), "") << arguments[0] << outcome.err;
    EXPECT_EQ(terminal_fault(outcome.out), "") << arguments[0] << outcome.out;
    EXPECT_FALSE((outcome.err + outcome.out).empty()) << arguments[0];
  }
}

}  // namespace
}  // namespace noroshi::test

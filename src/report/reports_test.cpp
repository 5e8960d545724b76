// Each form of a detection, on one made by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "event/identity.h"
#include "report/csv_cell.h"
#include "report/detection_json.h"
#include "report/detection_timeline.h"
#include "report/hunt_summary.h"
#include "report/profile_row.h"
#include "report/rule_table.h"

namespace noroshi {
namespace {

std::shared_ptr<Rule> make_rule(std::string title, RuleLevel level) {
  auto rule = std::make_shared<Rule>();
  rule->id = "id-of-" + title;
  rule->title = std::move(title);
  rule->level = level;
  rule->tags = {"attack.t1003"};
  rule->log_source = {"process_creation", "windows", ""};
  return rule;
}

class Reports : public testing::Test {
 protected:
  Reports() : shape_({}, 0) {
    record_.shape = &shape_;
    record_.origins = origins_;
    record_.id = 42;
    record_.time = Time::from_civil(2026, 11, 23, 5, 2, 9, 0);
  }

  FoundDetection detection(std::uint32_t rule, std::string_view host, std::string_view details) {
    FoundDetection found;
    found.record = &record_;
    found.rule = rules_[rule].get();
    found.rule_number = rule;
    found.matched = matched_;
    found.host = host;
    found.details = details;
    found.file = "logs/a.evtx";
    found.id = DetectionIds("identity").of(found.rule->title);
    return found;
  }

  Shape shape_;
  std::array<Origin, 1> origins_{Origin{0, 4608, 100}};
  Record record_;
  std::vector<RulePtr> rules_{make_rule("First", RuleLevel::kMedium),
                              make_rule("Second", RuleLevel::kCritical)};
  std::vector<MatchedValue> matched_{
      {"selection", "Image", "endswith", "\\a.exe", "C:\\a.exe", 2, 6}};
};

TEST_F(Reports, CsvNeutralisesFormulasAndControls) {
  std::string cell;
  append_csv_cell("=cmd|' /C calc'!A0", cell);
  EXPECT_EQ(cell, "'=cmd|' /C calc'!A0");
  cell.clear();
  append_csv_cell("a \"b\", c\n", cell);
  EXPECT_EQ(cell, "\"a \"\"b\"\", c\\n\"");
}

TEST_F(Reports, TheStandardProfileIsTheCsvAsItAlwaysWas) {
  ViewTable views = *ViewTable::built_in();
  Profile profile = *built_in_profile("standard");
  ProfileRow row(profile, views, RowFormat::kCsv);
  std::string header;
  row.append_header(header);
  EXPECT_EQ(
      header,
      "time,level,host,title,details,channel,event_id,record,rule_id,status,tags,matched,file,"
      "offset,id\n");
  std::string line;
  row.append(detection(0, "H", "what"), line);
  EXPECT_EQ(line,
            "2026-11-23T05:02:09.0000000Z,medium,H,First,what,,,42,id-of-First,test,attack.t1003,"
            "Image|endswith: \\a.exe,logs/a.evtx,4608," +
                std::string(line, line.rfind(',') + 1));
}

TEST_F(Reports, ProfilesAsJsonLines) {
  ViewTable views = *ViewTable::built_in();
  Profile profile =
      *make_profile("own", std::vector<std::string>{"time", "tags", "record", "host", "record.X"});
  ProfileRow row(profile, views, RowFormat::kJsonLines);
  std::string line;
  row.append_header(line);
  row.append(detection(0, "H", "what"), line);
  EXPECT_EQ(line, R"({"time":"2026-11-23T05:02:09.0000000Z","tags":["attack.t1003"],"record":42,)"
                  "\"host\":\"H\"}\n");
}

TEST_F(Reports, TimesketchHasItsThreeColumns) {
  ViewTable views = *ViewTable::built_in();
  Profile profile = *built_in_profile("timesketch");
  ProfileRow row(profile, views, RowFormat::kCsv);
  std::string text;
  row.append_header(text);
  EXPECT_TRUE(text.starts_with("datetime,timestamp_desc,message,"));
  text.clear();
  row.append(detection(0, "H", "what"), text);
  EXPECT_TRUE(text.starts_with("2026-11-23T05:02:09.000000+00:00,Event Logged,First: what,"))
      << text;
}

TEST_F(Reports, ATimelineOfAProfile) {
  ViewTable views = *ViewTable::built_in();
  Profile minimal = *built_in_profile("minimal");
  ProfileRow row(minimal, views, RowFormat::kTable);
  std::string line;
  row.append_line(detection(1, "", "x\x1b[2J"), Colour::kNo, line);
  EXPECT_EQ(line, "2026-11-23T05:02:09.0000000Z  critical       -  Second  x\\u001b[2J\n");
}

TEST_F(Reports, TimelineShowsHostileText) {
  std::string line;
  append_timeline(detection(1, "", "x\x1b[2J"), Colour::kNo, line);
  EXPECT_EQ(line, "2026-11-23T05:02:09.0000000Z  critical       (no name)  Second  x\\u001b[2J\n");
}

TEST_F(Reports, MatchedAsJson) {
  std::string json;
  append_matched_json(matched_, json);
  EXPECT_EQ(json, R"([{"selection":"selection","field":"Image","modifier":"endswith",)"
                  R"("pattern":"\\a.exe","value":"C:\\a.exe","position":2,"length":6}])");
}

TEST_F(Reports, DetectionsOfOneRecordShareOnlyWhatIsTheRecords) {
  ViewTable views = *ViewTable::built_in();
  DetectionJson json(views, std::make_shared<const RuleJson>(rules_));
  std::string alone;
  for (std::uint32_t rule : {0U, 1U}) {
    json.start_record();
    FoundDetection found = detection(rule, "H", "what");
    found.view = rule;
    json.append(found, alone);
  }
  std::string together;
  json.start_record();
  for (std::uint32_t rule : {0U, 1U}) {
    FoundDetection found = detection(rule, "H", "what");
    found.view = rule;
    json.append(found, together);
  }
  EXPECT_EQ(together, alone);
  json.start_record();
  record_.id = 43;
  std::string next;
  json.append(detection(0, "I", "else"), next);
  EXPECT_TRUE(next.contains(R"("host":"I")"));
  EXPECT_TRUE(next.contains(R"("record":43},"details":"else")"));
}

TEST_F(Reports, RuleJsonHoldsWhatTheFormatPromises) {
  RuleJson json(rules_);
  EXPECT_EQ(json.of(0),
            R"("rule":{"id":"id-of-First","title":"First","level":"medium","status":"test",)"
            R"("tags":["attack.t1003"]},"logsource":{"category":"process_creation",)"
            R"("product":"windows",)");
}

TEST_F(Reports, TableGroupsSortsAndNamesASample) {
  RuleTable one(rules_);
  RuleTable other(rules_);
  one.add(detection(0, "B", "later"));
  record_.time.ticks += 60 * Time::kTicksPerSecond;
  origins_[0].offset = 512;
  other.add(detection(0, "A", "earlier in the file"));
  other.add(detection(1, "A", "worst"));
  one.merge(other);
  std::string table;
  one.append({Colour::kNo, Lines::kAscii, 80}, table);
  const std::string indent(24, ' ');
  const std::string line(80, '-');
  EXPECT_EQ(table, "Level            Count  Rule; when and where; an example\n" + line + "\n" +
                       "critical             1  Second\n" + indent +
                       "2026-11-23 05:03:09Z  on A\n" + indent + "worst\n" +
                       "medium               2  First\n" + indent +
                       "2026-11-23 05:02:09Z to 2026-11-23 05:03:09Z  on A, B\n" + indent +
                       "earlier in the file\n" + line + "\n3 detections by 2 rules\n");
}

TEST_F(Reports, AnEmptyTableSaysSo) {
  std::string table;
  RuleTable(rules_).append({}, table);
  EXPECT_EQ(table, "No detections.\n");
}

TEST_F(Reports, SummaryPutsTheWorstHostFirst) {
  auto counts = [](RuleLevel level, std::uint64_t count) {
    LevelCounts out{};
    out[static_cast<std::size_t>(level)] = count;
    return out;
  };
  HuntSummary summary;
  HuntSummary other;
  summary.add("A", record_.time, counts(RuleLevel::kMedium, 1));
  summary.add("A", record_.time, counts(RuleLevel::kMedium, 1));
  other.add("B", record_.time, counts(RuleLevel::kCritical, 1));
  summary.merge(other);
  std::string text;
  summary.append({}, text);
  EXPECT_EQ(text,
            "Detections  3: 1 critical, 2 medium\nHosts       2\n  B: 1 critical\n  A: 2 medium\n"
            "Busy days   2026-11-23 (3)\n");
  EXPECT_TRUE(summary.reaches(RuleLevel::kCritical));
  HuntSummary medium;
  medium.add("A", record_.time, counts(RuleLevel::kMedium, 1));
  EXPECT_FALSE(medium.reaches(RuleLevel::kHigh));
  EXPECT_TRUE(medium.reaches(RuleLevel::kMedium));
}

}  // namespace
}  // namespace noroshi

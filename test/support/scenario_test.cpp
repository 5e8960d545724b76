// The tools that make evidence: their logs can be read, and are what they claim to be.
#include "support/scenario.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "decode/evtx/evtx.h"
#include "event/value_text.h"
#include "support/event_spec.h"
#include "support/evidence_commands.h"
#include "support/evtx_layout.h"

namespace noroshi::evidence {
namespace {

namespace fs = std::filesystem;

class Evidence : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path(testing::TempDir()) /
                 ("noroshi-evidence-" + std::to_string(getpid()) + "-" +
                  testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string run(std::vector<std::string_view> arguments) {
    const Result<std::string> done = run_evidence_command(arguments);
    EXPECT_TRUE(done.has_value()) << (done.has_value() ? "" : done.error().to_string());
    return done.value_or("");
  }
  fs::path directory_;
};

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

using Row = std::map<std::string, std::string>;

struct Rows : RecordSink {
  std::vector<Row> rows;
  std::vector<Time> times;
  std::set<std::string> problems;

  void on_record(const Record& record) override {
    Row row;
    for (std::uint32_t index = 0; index < record.shape->fields().size(); ++index) {
      row[record.shape->fields()[index].name] = to_text(record.field(index));
    }
    rows.push_back(std::move(row));
    times.push_back(record.time);
  }
  void on_diagnostic(Diagnostic diagnostic) override {
    problems.insert(std::string(diagnostic.kind));
  }
};

Rows read(const fs::path& path) {
  const std::string content = content_of(path);
  Rows rows;
  evtx::ChunkDecoder decoder;
  for (std::size_t at = kFileHeaderSize; at < content.size(); at += kChunkSize) {
    decoder.decode(std::as_bytes(std::span(content)).subspan(at, kChunkSize), {0, at, kChunkSize},
                   rows);
  }
  return rows;
}

TEST_F(Evidence, DemoIsTheSameEveryTimeAndInOrderOfTime) {
  const std::string first = (directory_ / "1").string();
  const std::string second = (directory_ / "2").string();
  run({"demo", first});
  run({"demo", second});
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(first)) {
    if (!entry.is_regular_file()) {
      continue;
    }
    ++files;
    const fs::path relative = fs::relative(entry.path(), first);
    ASSERT_EQ(content_of(entry.path()), content_of(fs::path(second) / relative)) << relative;
  }
  EXPECT_GT(files, 60U);
  const Rows security = read(fs::path(first) / "intrusion" / "ws-eng05" / "Security.evtx");
  EXPECT_TRUE(security.problems.empty());
  EXPECT_TRUE(std::is_sorted(security.times.begin(), security.times.end()));
  // Cleared: it begins with the record that says so.
  EXPECT_EQ(security.rows.at(0).at("EventID"), "1102");
}

TEST_F(Evidence, SysmonLogIsHalfProcessCreationWithManyDistinctCommandLines) {
  for (const bool no_templates : {false, true}) {
    const std::string path = (directory_ / "sysmon.evtx").string();
    std::vector<std::string_view> arguments = {"sysmon", path, "--records", "6000"};
    if (no_templates) {
      arguments.push_back("--no-templates");
    }
    run(arguments);
    const Rows rows = read(path);
    EXPECT_TRUE(rows.problems.empty());
    ASSERT_EQ(rows.rows.size(), 6000U);
    std::set<std::string> distinct;
    double creations = 0;
    double characters = 0;
    for (const Row& row : rows.rows) {
      if (row.at("EventID") == "1") {
        ++creations;
        characters += static_cast<double>(row.at("CommandLine").size());
        distinct.insert(row.at("CommandLine"));
      }
    }
    EXPECT_NEAR(creations / 6000, 0.5, 0.03);
    EXPECT_GE(static_cast<double>(distinct.size()) / creations, 0.3);
    EXPECT_GE(characters / creations, 60);
    EXPECT_LE(characters / creations, 150);
  }
}

TEST_F(Evidence, CopiesKeepTheirFieldsAndAreEachTheirOwn) {
  const fs::path source = directory_ / "source.evtx";
  for (const EventStyle style :
       {EventStyle::kManifest, EventStyle::kClassic, EventStyle::kInline}) {
    {
      std::ofstream out(source, std::ios::binary | std::ios::trunc);
      EvtxWriter writer(out);
      EventWriter events(writer, style);
      EventSpec event;
      event.provider = "Hillside-Watch";
      event.channel = "Hillside/Operational";
      event.computer = "hill01.example";
      event.event_id = 7;
      event.text("CommandLine", "lantern.exe --place beacon --height twelve");
      event.text("State", "lit").u32("ProcessId", 4000).hex64("SubjectLogonId", 0x3e7);
      ASSERT_TRUE(events.write(event).has_value());
      ASSERT_TRUE(writer.finish().has_value());
    }
    const std::string copies = (directory_ / "copies.evtx").string();
    run({"replicate", copies, "--records", "200", source.string()});
    const Rows before = read(source);
    const Rows after = read(copies);
    EXPECT_TRUE(after.problems.empty());
    ASSERT_EQ(after.rows.size(), 200U);
    std::set<std::string> ids;
    std::set<std::string> lines;
    std::set<std::string> hosts;
    const std::string line_field = style == EventStyle::kClassic ? "Data" : "CommandLine";
    for (const Row& row : after.rows) {
      ASSERT_EQ(row.size(), before.rows[0].size());
      for (const auto& [name, value] : before.rows[0]) {
        ASSERT_EQ(row.count(name), 1U) << name;
      }
      EXPECT_EQ(row.at("Provider_Name"), "Hillside-Watch");
      ids.insert(row.at("EventRecordID"));
      lines.insert(row.at(line_field));
      hosts.insert(row.at("Computer"));
    }
    EXPECT_EQ(ids.size(), 200U);
    EXPECT_EQ(hosts.size(), 64U);
    if (style != EventStyle::kClassic) {
      EXPECT_GT(lines.size(), 190U);
      EXPECT_EQ(after.rows[3].at("State"), "lit");
      EXPECT_EQ(after.rows[3].at("ProcessId"), "4048");
      EXPECT_EQ(after.rows[3].at("SubjectLogonId"), "0x417");
    }
  }
}

TEST_F(Evidence, FuzzSeedsAreChunksOfEachKind) {
  run({"fuzz-seeds", directory_.string()});
  std::size_t chunks = 0;
  for (const auto& entry : fs::directory_iterator(directory_)) {
    const std::string content = content_of(entry.path());
    EXPECT_LE(content.size(), kChunkSize);
    EXPECT_GT(content.size(), kChunkHeaderSize);
    Rows rows;
    evtx::ChunkDecoder decoder;
    decoder.decode(std::as_bytes(std::span(content)), {0, 0, 0}, rows);
    EXPECT_FALSE(rows.rows.empty()) << entry.path();
    ++chunks;
  }
  EXPECT_EQ(chunks, 13U);
}

TEST_F(Evidence, WrongUsageIsSaid) {
  for (const std::vector<std::string_view>& arguments : {std::vector<std::string_view>{},
                                                         {"dance"},
                                                         {"demo"},
                                                         {"sysmon", "x"},
                                                         {"sysmon", "x", "--records"},
                                                         {"sysmon", "x", "--records", "many"},
                                                         {"demo", "--colour"}}) {
    const Result<std::string> done = run_evidence_command(arguments);
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, ErrorCode::kConfiguration);
    EXPECT_NE(done.error().message.find("usage:"), std::string::npos);
  }
}

}  // namespace
}  // namespace noroshi::evidence

// Writer against decoder: what is written is read, and every damage is named as what it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "decode/evtx/evtx.h"
#include "event/value_text.h"
#include "support/damage.h"
#include "support/event_spec.h"
#include "support/evtx_layout.h"

namespace noroshi::evidence {
namespace {

using Row = std::map<std::string, std::string>;

struct Decoded : RecordSink {
  std::vector<Row> rows;
  std::vector<std::uint64_t> numbers;
  std::uint64_t recovered = 0;
  std::multiset<std::string> problems;
  std::vector<evtx::ChunkReport> chunks;

  void on_record(const Record& record) override {
    Row row;
    for (std::uint32_t index = 0; index < record.shape->fields().size(); ++index) {
      const Value value = record.field(index);
      if (value.type != ValueType::kAbsent) {
        row[record.shape->fields()[index].name] = to_text(value);
      }
    }
    rows.push_back(std::move(row));
    numbers.push_back(record.id);
    recovered += record.recovery == Recovery::kRecovered ? 1 : 0;
  }
  void on_diagnostic(Diagnostic diagnostic) override {
    problems.insert(std::string(diagnostic.kind));
  }
};

Decoded decode(const FileBytes& file, evtx::DecodeOptions options = {}) {
  Decoded out;
  evtx::ChunkDecoder decoder(options);
  for (std::size_t at = kFileHeaderSize; at < file.size(); at += kChunkSize) {
    const std::size_t size = std::min<std::size_t>(kChunkSize, file.size() - at);
    out.chunks.push_back(decoder.decode(Bytes(file).subspan(at, size),
                                        {0, at, static_cast<std::uint32_t>(size)}, out));
  }
  return out;
}

EventSpec base_event(std::uint64_t id) {
  EventSpec event;
  event.provider = "Hillside-Watch";
  event.provider_guid = guid_from_text("hillside");
  event.channel = "Hillside/Operational";
  event.computer = "hill01.example";
  event.event_id = 7;
  event.record_id = id;
  event.time = Time::from_civil(2026, 6, 1, 8, 0, 0, static_cast<std::int64_t>(id));
  return event;
}

template <typename Fill>
FileBytes write_file(const std::vector<std::uint64_t>& ids, EventStyle style, Fill fill) {
  std::stringstream stream;
  EvtxWriter writer(stream);
  EventWriter events(writer, style);
  for (const std::uint64_t id : ids) {
    EventSpec event = base_event(id);
    fill(event);
    EXPECT_TRUE(events.write(event).has_value());
  }
  EXPECT_TRUE(writer.finish().has_value());
  return to_file_bytes(stream.str());
}

std::vector<std::uint64_t> up_to(std::uint64_t last) {
  std::vector<std::uint64_t> ids(last);
  for (std::uint64_t id = 1; id <= last; ++id) {
    ids[id - 1] = id;
  }
  return ids;
}

FileBytes plain_file(std::uint64_t last) {
  return write_file(up_to(last), EventStyle::kManifest, [](EventSpec& event) {
    event.text("Beacon", "lit").u32("Hill", static_cast<std::uint32_t>(event.record_id));
  });
}

template <typename T>
Bytes bytes_of(const T& value) {
  return std::as_bytes(std::span(&value, 1));
}

void fill_every_type(EventSpec& event) {
  event.user = parse_sid("S-1-5-21-7-8-9-1001");
  event.activity = parse_guid("{54849625-5478-4994-A5BA-3E3B0328C30D}");
  event.text("Text", "b\xc3\xa9 <&> \xe7\x8b\xbc\xe7\x85\x99 \xf0\x9f\x94\xa5").text("Nothing", "");
  event.u8("U8", 200).u16("U16", 60000).u32("U32", 4000000000).u64("U64", 1ULL << 63);
  event.i32("I32", -5).raw("I64", WireType::kInt64, bytes_of(std::int64_t{-6}));
  event.raw("I8", WireType::kInt8, bytes_of(std::int8_t{-7}));
  event.raw("I16", WireType::kInt16, bytes_of(std::int16_t{-8}));
  event.raw("R32", WireType::kReal32, bytes_of(1.5F))
      .raw("R64", WireType::kReal64, bytes_of(-0.25));
  event.hex32("H32", 0xc000006a).hex64("H64", 0x3e7).boolean("Yes", true).boolean("No", false);
  event.raw("Size", WireType::kSize, bytes_of(std::uint64_t{0x10}));
  event.time_value("When", Time::from_civil(2026, 2, 3, 4, 5, 6, 1234567));
  const std::uint16_t civil[8] = {2026, 2, 2, 3, 4, 5, 6, 789};
  event.raw("Civil", WireType::kSystemtime, bytes_of(civil));
  event.guid("Id", parse_guid("{770E8C05-0000-4994-A5BA-3E3B0328C30D}"));
  event.sid("Sid", event.user).raw("Blob", WireType::kBinary, bytes_of(std::uint32_t{0x04030201}));
  event.raw("Ansi", WireType::kAnsi, std::as_bytes(std::span("plain", 5)));
  event.texts("Many", {"one", "two"}).null("Gone", WireType::kUtf16);
}

const Row kEveryType = {
    {"Text", "b\xc3\xa9 <&> \xe7\x8b\xbc\xe7\x85\x99 \xf0\x9f\x94\xa5"},
    {"Nothing", ""},
    {"U8", "200"},
    {"U16", "60000"},
    {"U32", "4000000000"},
    {"U64", "9223372036854775808"},
    {"I32", "-5"},
    {"I64", "-6"},
    {"I8", "-7"},
    {"I16", "-8"},
    {"R32", "1.5"},
    {"R64", "-0.25"},
    {"H32", "0xc000006a"},
    {"H64", "0x3e7"},
    {"Yes", "true"},
    {"No", "false"},
    {"Size", "0x10"},
    {"When", "2026-02-03T04:05:06.1234567Z"},
    {"Civil", "2026-02-03T04:05:06.7890000Z"},
    {"Id", "{770E8C05-0000-4994-A5BA-3E3B0328C30D}"},
    {"Sid", "S-1-5-21-7-8-9-1001"},
    {"Blob", "01020304"},
    {"Ansi", "plain"},
    {"Many", "one, two"},
    {"Gone", ""},
    {"Provider_Name", "Hillside-Watch"},
    {"EventID", "7"},
    {"Channel", "Hillside/Operational"},
    {"Computer", "hill01.example"},
    {"EventRecordID", "1"},
    {"Security_UserID", "S-1-5-21-7-8-9-1001"},
    {"Correlation_ActivityID", "{54849625-5478-4994-A5BA-3E3B0328C30D}"},
    {"Level", "4"},
    {"Keywords", "0x8000000000000000"},
};

class EveryType : public testing::TestWithParam<std::pair<EventStyle, evtx::Path>> {};

TEST_P(EveryType, IsReadAsItWasWritten) {
  const FileBytes file = write_file({1}, GetParam().first, fill_every_type);
  const Decoded decoded = decode(file, {evtx::Recover::kNo, GetParam().second});
  EXPECT_TRUE(decoded.problems.empty());
  ASSERT_EQ(decoded.rows.size(), 1U);
  for (const auto& [name, value] : kEveryType) {
    const auto found = decoded.rows[0].find(name);
    ASSERT_NE(found, decoded.rows[0].end()) << name;
    // Inline, a list under a named element can only be said by that element again and again, and of
    // equal names the last counts.
    const bool is_repeated = name == "Many" && GetParam().first == EventStyle::kInline;
    EXPECT_EQ(found->second, is_repeated ? "two" : value) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Styles, EveryType,
                         testing::Values(std::pair{EventStyle::kManifest, evtx::Path::kTemplates},
                                         std::pair{EventStyle::kManifest, evtx::Path::kGeneral},
                                         std::pair{EventStyle::kInline, evtx::Path::kTemplates},
                                         std::pair{EventStyle::kInline, evtx::Path::kGeneral}));

TEST(RoundTrip, ClassicEventsHaveOneListOfStrings) {
  const FileBytes file = write_file({1, 2}, EventStyle::kClassic,
                                    [](EventSpec& event) { event.text("", "first").u32("", 42); });
  const Decoded decoded = decode(file);
  ASSERT_EQ(decoded.rows.size(), 2U);
  EXPECT_EQ(decoded.rows[1].at("Data"), "first, 42");
  EXPECT_EQ(decoded.rows[1].at("Provider_Name"), "Hillside-Watch");
  EXPECT_EQ(decoded.rows[1].count("Binary"), 0U);
}

TEST(RoundTrip, UserDataStandsUnderItsElement) {
  const FileBytes file = write_file({1}, EventStyle::kManifest, [](EventSpec& event) {
    event.user_data = "LogFileCleared";
    event.user_data_namespace = "http://example.test/log";
    event.text("SubjectUserName", "hikari");
  });
  EXPECT_EQ(decode(file).rows.at(0).at("SubjectUserName"), "hikari");
}

TEST(RoundTrip, ManyChunksGiveEveryRecordInOrder) {
  const FileBytes file = plain_file(1000);
  ASSERT_GE(chunk_count(file), 3U);
  const Decoded decoded = decode(file);
  EXPECT_TRUE(decoded.problems.empty());
  ASSERT_EQ(decoded.numbers, up_to(1000));
  EXPECT_EQ(decoded.rows[999].at("Hill"), "1000");
  for (const evtx::ChunkReport& report : decoded.chunks) {
    EXPECT_TRUE(report.header_checksum_ok && report.records_checksum_ok);
  }
  const Result<evtx::FileHeader> header = evtx::read_file_header(file);
  ASSERT_TRUE(header.has_value());
  EXPECT_TRUE(header->checksum_ok);
  EXPECT_EQ(header->chunk_count, chunk_count(file));
  EXPECT_EQ(header->next_record, 1001U);
}

TEST(Damage, WrongChecksumsAreNamedAndTheRecordsRead) {
  FileBytes file = plain_file(5);
  break_chunk_header_checksum(file, 0);
  Decoded decoded = decode(file);
  EXPECT_EQ(decoded.problems, (std::multiset<std::string>{"evtx.chunk.header-checksum"}));
  EXPECT_EQ(decoded.numbers, up_to(5));

  file = plain_file(5);
  break_records_checksum(file, 0);
  decoded = decode(file);
  EXPECT_EQ(decoded.problems, (std::multiset<std::string>{"evtx.chunk.records-checksum"}));
  EXPECT_EQ(decoded.numbers, up_to(5));
}

TEST(Damage, ALostChunkSignatureDoesNotLoseItsRecords) {
  FileBytes file = plain_file(5);
  break_chunk_magic(file, 0);
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.problems.count("evtx.chunk.signature"), 1U);
  EXPECT_EQ(decoded.numbers, up_to(5));
}

TEST(Damage, ATornRecordCostsOnlyItself) {
  FileBytes file = plain_file(5);
  tear_record(file, 0, 2);
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.numbers, (std::vector<std::uint64_t>{1, 2, 4, 5}));
  EXPECT_EQ(decoded.problems, (std::multiset<std::string>{"evtx.record.damaged"}));
  EXPECT_EQ(decoded.chunks[0].diagnosed, 1U);
  EXPECT_EQ(decoded.chunks[0].gaps, 0U);
}

TEST(Damage, AWrongSizeOrSignatureCostsOnlyThatRecord) {
  FileBytes file = plain_file(5);
  claim_record_size(file, 0, 1, 0x7ffffff0);
  EXPECT_EQ(decode(file).numbers, (std::vector<std::uint64_t>{1, 3, 4, 5}));
  file = plain_file(5);
  break_record_magic(file, 0, 1);
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.numbers, (std::vector<std::uint64_t>{1, 3, 4, 5}));
  EXPECT_EQ(decoded.problems.count("evtx.record.damaged"), 1U);
}

TEST(Damage, AMissingNumberIsANamedGap) {
  const FileBytes file = write_file({1, 2, 6, 7}, EventStyle::kManifest,
                                    [](EventSpec& event) { event.text("Beacon", "lit"); });
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.chunks[0].gaps, 3U);
  EXPECT_EQ(decoded.problems, (std::multiset<std::string>{"evtx.records.gap"}));
}

TEST(Damage, RecordsBehindAStaleHeaderAreRead) {
  FileBytes file = plain_file(5);
  leave_in_slack(file, 0, 3);
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.numbers, up_to(5));
  EXPECT_EQ(decoded.problems.count("evtx.chunk.stale-header"), 1U);
}

TEST(Damage, OldRecordsInSlackComeBackOnlyOnRequest) {
  FileBytes file = write_file({101, 102, 5, 6}, EventStyle::kManifest,
                              [](EventSpec& event) { event.text("Beacon", "lit"); });
  leave_in_slack(file, 0, 2);
  EXPECT_EQ(decode(file).numbers, (std::vector<std::uint64_t>{101, 102}));
  const Decoded recovered = decode(file, {evtx::Recover::kSlack, evtx::Path::kTemplates});
  EXPECT_EQ(recovered.numbers, (std::vector<std::uint64_t>{101, 102, 5, 6}));
  EXPECT_EQ(recovered.recovered, 2U);
}

TEST(Damage, ATruncatedFileGivesWhatIsLeft) {
  FileBytes file = plain_file(5);
  const std::vector<std::uint32_t> offsets = record_offsets(file, 0);
  truncate(file, kFileHeaderSize + offsets[3] + 40);
  const Decoded decoded = decode(file);
  EXPECT_EQ(decoded.numbers, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(decoded.problems.count("evtx.chunk.truncated"), 1U);
  EXPECT_EQ(decoded.problems.count("evtx.record.cut"), 1U);
}

TEST(Damage, ABlankChunkIsUnused) {
  FileBytes file = plain_file(1000);
  blank_chunk(file, 1);
  const Decoded decoded = decode(file);
  EXPECT_TRUE(decoded.chunks[1].is_unused);
  EXPECT_TRUE(decoded.problems.empty());
}

TEST(Damage, TheFileHeaderTellsThatTheLogWasNotClosed) {
  FileBytes file = plain_file(1000);
  leave_open(file);
  Result<evtx::FileHeader> header = evtx::read_file_header(file);
  ASSERT_TRUE(header.has_value());
  EXPECT_TRUE(header->checksum_ok);
  EXPECT_EQ(header->flags, 1U);
  EXPECT_EQ(header->chunk_count, 1U);
  EXPECT_EQ(decode(file).numbers.size(), 1000U);

  break_file_checksum(file);
  header = evtx::read_file_header(file);
  EXPECT_TRUE(!header.has_value() || !header->checksum_ok);

  claim_chunk_count(file, 77);
  header = evtx::read_file_header(file);
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->chunk_count, 77U);

  break_file_magic(file);
  EXPECT_FALSE(evtx::read_file_header(file).has_value());
  EXPECT_TRUE(evtx::looks_like_evtx(Bytes(file).first(2 * kFileHeaderSize)));
}

}  // namespace
}  // namespace noroshi::evidence

#include "support/evtx_writer.h"

#include <gtest/gtest.h>

#include <sstream>

#include "support/crc32.h"
#include "support/damage.h"
#include "support/event_spec.h"
#include "support/evtx_layout.h"

namespace noroshi::evidence {
namespace {

EventSpec sample(std::uint64_t id) {
  EventSpec event;
  event.provider = "Hillside-Watch";
  event.provider_guid = guid_from_text("hillside");
  event.channel = "Hillside/Operational";
  event.computer = "hill01.example";
  event.event_id = 7;
  event.record_id = id;
  event.time = Time::from_civil(2026, 6, 1, 8, 0, 0, static_cast<std::int64_t>(id));
  event.text("Beacon", "lit").u32("Hill", static_cast<std::uint32_t>(id));
  return event;
}

FileBytes write_file(std::uint64_t records, EventStyle style) {
  std::stringstream stream;
  EvtxWriter writer(stream);
  EventWriter events(writer, style);
  for (std::uint64_t id = 1; id <= records; ++id) {
    EXPECT_TRUE(events.write(sample(id)).has_value());
  }
  EXPECT_TRUE(writer.finish().has_value());
  return to_file_bytes(stream.str());
}

std::size_t occurrences(const FileBytes& file, std::size_t chunk, std::string_view name) {
  std::vector<std::byte> utf16;
  append_utf16(name, utf16);
  const std::string_view text(
      reinterpret_cast<const char*>(file.data()) + kFileHeaderSize + chunk * kChunkSize,
      kChunkSize);
  const std::string_view wanted(reinterpret_cast<const char*>(utf16.data()), utf16.size());
  std::size_t count = 0;
  for (std::size_t at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + 1)) {
    ++count;
  }
  return count;
}

TEST(EvtxWriter, FillsChunksUntilTheNextRecordDoesNotFit) {
  const FileBytes file = write_file(1000, EventStyle::kManifest);
  const std::size_t chunks = chunk_count(file);
  ASSERT_GE(chunks, 3U);
  std::size_t records = 0;
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    const std::byte* start = file.data() + kFileHeaderSize + chunk * kChunkSize;
    const std::vector<std::uint32_t> offsets = record_offsets(file, chunk);
    EXPECT_EQ(load_le<std::uint64_t>(start + 8), records + 1);
    records += offsets.size();
    EXPECT_EQ(load_le<std::uint64_t>(start + 16), records);
    EXPECT_EQ(load_le<std::uint32_t>(start + 44), offsets.back());
    if (chunk + 1 < chunks) {
      const std::uint32_t last_size = load_le<std::uint32_t>(start + offsets.back() + 4);
      EXPECT_GT(load_le<std::uint32_t>(start + 48) + last_size, kChunkSize);
    }
  }
  EXPECT_EQ(records, 1000U);
}

TEST(EvtxWriter, ChecksumsCoverWhatTheFormatSays) {
  const FileBytes file = write_file(3, EventStyle::kManifest);
  const Bytes bytes(file);
  EXPECT_EQ(load_le<std::uint32_t>(file.data() + 124), crc32(bytes.first(120)));
  const Bytes chunk = bytes.subspan(kFileHeaderSize);
  EXPECT_EQ(load_le<std::uint32_t>(chunk.data() + 124),
            crc32(chunk.subspan(128, 384), crc32(chunk.first(120))));
  const auto end = load_le<std::uint32_t>(chunk.data() + 48);
  EXPECT_EQ(load_le<std::uint32_t>(chunk.data() + 52), crc32(chunk.subspan(512, end - 512)));
}

TEST(EvtxWriter, WritesNamesAndDefinitionsOncePerChunk) {
  const FileBytes file = write_file(1000, EventStyle::kManifest);
  for (std::size_t chunk = 0; chunk < chunk_count(file); ++chunk) {
    EXPECT_EQ(occurrences(file, chunk, "TimeCreated"), 1U);
    EXPECT_EQ(occurrences(file, chunk, "Beacon"), 1U);
  }
}

TEST(EvtxWriter, InlineRecordsShareOnlyElementNames) {
  const FileBytes file = write_file(4, EventStyle::kInline);
  EXPECT_EQ(occurrences(file, 0, "TimeCreated"), 1U);
  EXPECT_EQ(occurrences(file, 0, "Beacon"), 4U);
  const std::byte* chunk = file.data() + kFileHeaderSize;
  for (const std::uint32_t offset : record_offsets(file, 0)) {
    EXPECT_EQ(chunk[offset + kRecordHeaderSize + 4], std::byte{0x41});
  }
}

TEST(EvtxWriter, RefusesARecordLargerThanAChunkAndGoesOn) {
  std::stringstream stream;
  EvtxWriter writer(stream);
  EventWriter events(writer, EventStyle::kManifest);
  EventSpec huge = sample(2);
  huge.text("One", std::string(32000, 'x')).text("Two", std::string(32000, 'y'));
  ASSERT_TRUE(events.write(sample(1)).has_value());
  const Result<void> refused = events.write(huge);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  ASSERT_TRUE(events.write(sample(2)).has_value());
  const Result<WriterTotals> totals = writer.finish();
  ASSERT_TRUE(totals.has_value());
  EXPECT_EQ(totals->records, 2U);
  EXPECT_EQ(totals->bytes, stream.str().size());
}

TEST(BinXml, NumbersIdentifiersAndTimesReadAsWindowsShowsThem) {
  const auto shown = [](WireType type, Bytes bytes) {
    std::string out;
    append_wire_text(type, bytes, out);
    return out;
  };
  EXPECT_EQ(shown(WireType::kGuid, parse_guid("{54849625-5478-4994-A5BA-3E3B0328C30D}")),
            "{54849625-5478-4994-A5BA-3E3B0328C30D}");
  EXPECT_EQ(shown(WireType::kSid, parse_sid("S-1-5-21-7-8-9-1001")), "S-1-5-21-7-8-9-1001");
  const std::uint64_t number = 0x3e7;
  EXPECT_EQ(shown(WireType::kHex64, std::as_bytes(std::span(&number, 1))), "0x3e7");
}

TEST(BinXml, TextOutsideTheBasicPlaneBecomesSurrogates) {
  EXPECT_EQ(to_utf16("a\xf0\x9f\x94\xa5"), (std::u16string{u'a', 0xd83d, 0xdd25}));
  EXPECT_EQ(to_utf16("\xff"), (std::u16string{0xfffd}));
}

}  // namespace
}  // namespace noroshi::evidence

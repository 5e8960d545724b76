// Chunks that are not as they should be: every byte and every number is accounted for.
#include <gtest/gtest.h>

#include "decode/evtx/test_decode.h"

namespace noroshi::evtx {
namespace {

using support::RawChunk;

void add_record(RawChunk& chunk, std::uint64_t id) {
  chunk.begin_record(id).fragment().open("Event").close_start();
  chunk.leaf("V", "value " + std::to_string(id)).end_element().end().end_record();
}

// Records `first` to `last`, and where each begins.
struct Numbered {
  RawChunk chunk;
  std::vector<std::uint32_t> offsets;
};
Numbered numbered(std::uint64_t first, std::uint64_t last) {
  Numbered out;
  for (std::uint64_t id = first; id <= last; ++id) {
    out.offsets.push_back(out.chunk.at());
    add_record(out.chunk, id);
  }
  return out;
}

TEST(EvtxChunk, AWholeChunk) {
  const Decoding result = decode(numbered(5, 9).chunk.finish());
  EXPECT_TRUE(result.report.is_chunk);
  EXPECT_TRUE(result.report.header_checksum_ok);
  EXPECT_TRUE(result.report.records_checksum_ok);
  EXPECT_EQ(result.report.first_record, 5u);
  EXPECT_EQ(result.report.last_record, 9u);
  EXPECT_EQ(result.report.lowest_seen, 5u);
  EXPECT_EQ(result.report.highest_seen, 9u);
  EXPECT_EQ(result.report.decoded, 5u);
  EXPECT_EQ(result.report.header_bytes, 512u);
  EXPECT_TRUE(result.sink.diagnostics.empty());
  EXPECT_EQ(result.field("data/Event/V = V", 4), "value 9");
}

TEST(EvtxChunk, AnUnusedChunkIsNoDamage) {
  const Decoding result = decode(std::string(kChunkSize, '\0'));
  EXPECT_TRUE(result.report.is_unused);
  EXPECT_TRUE(result.sink.diagnostics.empty());
  EXPECT_EQ(result.report.header_bytes, kChunkSize);
}

TEST(EvtxChunk, WhatIsNoChunkIsSaidToBeNone) {
  const Decoding result = decode(std::string(kChunkSize, 'x'));
  EXPECT_FALSE(result.report.is_chunk);
  EXPECT_EQ(result.count("evtx.chunk.signature"), 1u);
  EXPECT_EQ(decode(std::string(100, 'x')).count("evtx.chunk.truncated"), 1u);
  EXPECT_EQ(decode("").report.is_unused, true);
}

TEST(EvtxChunk, ADamagedSignatureAloneLosesNothing) {
  std::string chunk = numbered(1, 3).chunk.finish();
  chunk[0] = 'X';
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.records(), 3u);
  EXPECT_EQ(result.count("evtx.chunk.signature"), 1u);
}

TEST(EvtxChunk, WrongChecksumsAreSaidAndTheRecordsRead) {
  std::string chunk = numbered(1, 3).chunk.finish();
  chunk[52] ^= 1;
  chunk[124] ^= 1;
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.records(), 3u);
  EXPECT_FALSE(result.report.header_checksum_ok);
  EXPECT_FALSE(result.report.records_checksum_ok);
  EXPECT_EQ(result.count("evtx.chunk.header-checksum"), 1u);
  EXPECT_EQ(result.count("evtx.chunk.records-checksum"), 1u);
}

TEST(EvtxChunk, ADamagedRecordIsPassedOver) {
  for (const std::uint32_t size : {0u, 1u, 27u, 60u, 70000u, 0xffffffffu}) {
    const Numbered source = numbered(1, 4);
    std::string chunk = source.chunk.finish();
    RawChunk::put(chunk, source.offsets[1] + 4, size);
    const Decoding result = decode(chunk);
    ASSERT_EQ(result.records(), 3u) << size;
    EXPECT_EQ(result.sink.records[1].id, 3u);
    EXPECT_EQ(result.count("evtx.record.damaged"), 1u);
    EXPECT_EQ(result.report.diagnosed, 1u);
    EXPECT_EQ(result.report.gaps, 0u);
    EXPECT_EQ(result.report.diagnosed_bytes, source.offsets[2] - source.offsets[1]);
  }
}

TEST(EvtxChunk, ARecordWithoutItsSignatureIsAGap) {
  const Numbered source = numbered(1, 4);
  std::string chunk = source.chunk.finish();
  RawChunk::put(chunk, source.offsets[1], 0);
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.records(), 3u);
  EXPECT_EQ(result.report.gaps, 1u);
  EXPECT_EQ(result.count("evtx.records.gap"), 1u);
}

TEST(EvtxChunk, ARecordThatCannotBeUnderstoodIsNamedWithItsPlace) {
  const Numbered source = numbered(1, 4);
  std::string chunk = source.chunk.finish();
  chunk[source.offsets[2] + 28] = 0x33;  // no such token
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.records(), 3u);
  EXPECT_EQ(result.report.diagnosed, 1u);
  ASSERT_EQ(result.count("evtx.record.token"), 1u);
  for (const Diagnostic& diagnostic : result.sink.diagnostics) {
    if (diagnostic.kind == "evtx.record.token") {
      EXPECT_EQ(diagnostic.offset, 4096u + source.offsets[2]);
      EXPECT_EQ(diagnostic.length, source.offsets[3] - source.offsets[2]);
    }
  }
}

TEST(EvtxChunk, GapsAreNamedRunByRun) {
  RawChunk chunk;
  for (std::uint64_t id : {1, 2, 5, 6, 9}) {
    add_record(chunk, id);
  }
  const Decoding result = decode(chunk.finish());
  EXPECT_EQ(result.records(), 5u);
  EXPECT_EQ(result.report.gaps, 4u);
  ASSERT_EQ(result.count("evtx.records.gap"), 2u);
  EXPECT_EQ(result.sink.diagnostics[0].message, "Records 3 to 4 are missing.");
}

TEST(EvtxChunk, NumbersThatRepeatOrLieFarAwayAreReadButNotPlaced) {
  RawChunk chunk;
  for (std::uint64_t id : {1, 2, 2, 1000000, 3}) {
    add_record(chunk, id);
  }
  const Decoding result = decode(chunk.finish());
  EXPECT_EQ(result.records(), 5u);
  EXPECT_EQ(result.report.decoded, 3u);
  EXPECT_EQ(result.report.recovered, 2u);
  EXPECT_EQ(result.count("evtx.record.number"), 2u);
}

TEST(EvtxChunk, AnUnclosedChunkIsReadBeyondWhatItsHeaderSays) {
  const Numbered source = numbered(1, 4);
  std::string chunk = source.chunk.finish();
  RawChunk::put(chunk, 48, source.offsets[2]);
  RawChunk::put(chunk, 16, 2);
  RawChunk::put(chunk, 32, 2);
  RawChunk::seal(chunk);
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.records(), 4u);
  EXPECT_EQ(result.report.decoded, 4u);
  EXPECT_EQ(result.report.last_record, 4u);
  EXPECT_EQ(result.count("evtx.chunk.stale-header"), 1u);
}

TEST(EvtxChunk, HeaderNumbersThatCannotBeAreNotBelieved) {
  std::string chunk = numbered(10, 12).chunk.finish();
  RawChunk::put(chunk, 24, 500000);
  RawChunk::put(chunk, 32, 0);
  RawChunk::seal(chunk);
  const Decoding result = decode(chunk);
  EXPECT_EQ(result.report.first_record, 10u);
  EXPECT_EQ(result.report.last_record, 12u);
  EXPECT_EQ(result.count("evtx.chunk.numbers"), 1u);
}

TEST(EvtxChunk, AnImpossibleEndOfRecordsIsNotBelieved) {
  for (const std::uint32_t free_space : {0u, 511u, 65537u, 0xffffffffu}) {
    std::string chunk = numbered(1, 3).chunk.finish();
    RawChunk::put(chunk, 48, free_space);
    const Decoding result = decode(chunk);
    EXPECT_EQ(result.records(), 3u) << free_space;
    EXPECT_EQ(result.count("evtx.chunk.free-space"), 1u);
    EXPECT_EQ(result.report.diagnosed_bytes, 0u);
  }
}

TEST(EvtxChunk, ATruncatedChunkIsReadAsFarAsItGoes) {
  const Numbered source = numbered(1, 4);
  const std::string chunk = source.chunk.finish();
  const std::uint32_t end = source.chunk.at();
  for (std::uint32_t size = 513; size < end; ++size) {
    const Decoding result = decode(chunk.substr(0, size));
    std::size_t whole = 0;
    while (whole + 1 < source.offsets.size() && source.offsets[whole + 1] <= size) {
      ++whole;
    }
    ASSERT_EQ(result.records(), whole) << size;
    ASSERT_EQ(result.report.decoded + result.report.diagnosed + result.report.gaps, 4u);
    ASSERT_EQ(result.count("evtx.chunk.truncated"), 1u);
  }
}

TEST(EvtxChunk, OldRecordsInSlackAreTakenOnRequest) {
  const Numbered old = numbered(100, 103);
  Numbered fresh = numbered(200, 201);
  // The end of an older, longer use of the chunk, names included.
  const std::string before = old.chunk.finish();
  const std::uint32_t end = fresh.chunk.at();
  std::string chunk = fresh.chunk.finish(std::string_view(before).substr(end, 65536 - end));
  const Decoding without = decode(chunk);
  EXPECT_EQ(without.records(), 2u);
  EXPECT_EQ(without.report.recovered, 0u);
  const Decoding with = decode(chunk, Recover::kSlack);
  EXPECT_EQ(with.report.decoded, 2u);
  EXPECT_EQ(with.report.recovered, 2u);
  ASSERT_EQ(with.records(), 4u);
  EXPECT_EQ(with.sink.records[2].recovery, Recovery::kRecovered);
  EXPECT_EQ(with.sink.records[3].id, 103u);
  EXPECT_EQ(with.report.slack_bytes, without.report.slack_bytes);
}

std::string template_chunk(std::string_view key, int records) {
  RawChunk chunk;
  for (int i = 0; i < records; ++i) {
    chunk.begin_record(static_cast<std::uint64_t>(i) + 1).fragment();
    if (chunk.begin_instance(key)) {
      chunk.open("Event").close_start().open("V").close_start().normal(0, 1);
      chunk.end_element().end_element().end_definition();
    }
    chunk.values({support::raw_text("v")}).end().end_record();
  }
  return chunk.finish();
}

TEST(EvtxChunk, AnOldRecordWhoseDefinitionWasOverwrittenIsNotRecovered) {
  const std::string old = template_chunk("old", 4);
  const std::string fresh = template_chunk("new", 2);
  const auto end = load_le<std::uint32_t>(fresh.data() + 48);
  std::string chunk = fresh.substr(0, end) + old.substr(end);
  // Their number must not continue, or they would be the end of an unclosed chunk.
  for (std::size_t at = end; at + 16 < chunk.size(); ++at) {
    if (std::string_view(chunk).substr(at, 4) == std::string_view("**\0\0", 4)) {
      chunk[at + 9] = 1;
    }
  }
  EXPECT_EQ(decode(chunk, Recover::kSlack).report.recovered, 0u);
  // With the same definition they are.
  std::string same = old;
  RawChunk::put(same, 48, end);
  for (std::size_t at = end; at + 16 < same.size(); ++at) {
    if (std::string_view(same).substr(at, 4) == std::string_view("**\0\0", 4)) {
      same[at + 9] = 1;
    }
  }
  EXPECT_EQ(decode(same, Recover::kSlack).report.recovered, 2u);
}

TEST(EvtxChunk, RecordsInAChunkWithoutAStartAreRecovered) {
  std::string chunk = numbered(1, 3).chunk.finish();
  std::fill(chunk.begin(), chunk.begin() + 560, 'x');
  EXPECT_EQ(decode(chunk).records(), 0u);
  const Decoding result = decode(chunk, Recover::kSlack);
  EXPECT_EQ(result.report.recovered, result.records());
}

TEST(EvtxFile, HeaderAndSignature) {
  std::string file(kFileHeaderSize, '\0');
  file.replace(0, 8, std::string("ElfFile\0", 8));
  const std::uint64_t numbers[] = {1, 2, 77};
  std::memcpy(file.data() + 8, numbers, sizeof(numbers));
  file[41] = 0x10;
  file[42] = 3;
  file[120] = 1;
  EXPECT_TRUE(looks_like_evtx(std::as_bytes(std::span(file))));
  auto header = read_file_header(std::as_bytes(std::span(file)));
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->first_chunk, 1u);
  EXPECT_EQ(header->last_chunk, 2u);
  EXPECT_EQ(header->next_record, 77u);
  EXPECT_EQ(header->header_size, 4096u);
  EXPECT_EQ(header->chunk_count, 3u);
  EXPECT_EQ(header->flags, 1u);
  EXPECT_FALSE(header->checksum_ok);
  file[0] = 'X';
  EXPECT_FALSE(looks_like_evtx(std::as_bytes(std::span(file))));
  EXPECT_FALSE(read_file_header(std::as_bytes(std::span(file))).has_value());
  file += std::string("ElfChnk\0", 8);
  EXPECT_TRUE(looks_like_evtx(std::as_bytes(std::span(file))));
  EXPECT_FALSE(read_file_header({}).has_value());
}

}  // namespace
}  // namespace noroshi::evtx

// What becomes of the content of a record: names, paths, sections, values.
#include <gtest/gtest.h>

#include "decode/evtx/test_decode.h"

namespace noroshi::evtx {
namespace {

using support::raw_null;
using support::raw_number;
using support::raw_text;
using support::RawChunk;
using support::RawValue;

constexpr std::uint8_t kText = 0x01;
constexpr std::uint8_t kBinXml = 0x21;

// <Event><EventData> (tokens of `body`) </EventData></Event> as a template, with `values`.
template <typename Body>
Decoding decode_data(Body body, const std::vector<RawValue>& values) {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("t");
  chunk.open("Event").close_start().open("EventData").close_start();
  body(chunk);
  chunk.end_element().end_element().end_definition();
  chunk.values(values).end().end_record();
  return decode(chunk.finish());
}

void named(RawChunk& chunk, std::string_view name, std::uint16_t slot, std::uint8_t type) {
  chunk.open_with_attributes("Data").attribute("Name", name).close_start();
  chunk.normal(slot, type).end_element();
}

void unnamed(RawChunk& chunk, std::uint16_t slot, std::uint8_t type) {
  chunk.open("Data").close_start().normal(slot, type).end_element();
}

TEST(EvtxRecord, SystemFieldsAreHeaderFieldsNamedElementUnderscoreAttribute) {
  RawChunk chunk;
  chunk.begin_record(7).fragment();
  chunk.begin_instance("t");
  chunk.open_with_attributes("Event").attribute("xmlns", "uri").close_start();
  chunk.open("System").close_start();
  chunk.open_with_attributes("Provider").attribute("Name", "P").close_empty();
  chunk.open_with_attributes("EventID").attribute("Qualifiers").optional(0, 6).close_start();
  chunk.normal(1, 6).end_element();
  chunk.open_with_attributes("TimeCreated").attribute("SystemTime").normal(2, 0x11).close_empty();
  chunk.leaf("Channel", "Security").open("Correlation").close_empty();
  chunk.end_element().end_element().end_definition();
  chunk.values({raw_null(), raw_number<std::uint16_t>(6, 4688),
                raw_number<std::uint64_t>(0x11, support::kRawTime + 10)});
  chunk.end().end_record();
  const Decoding result = decode(chunk.finish());
  ASSERT_EQ(result.records(), 1u);
  EXPECT_EQ(result.sink.records[0].id, 7u);
  EXPECT_EQ(result.sink.records[0].time, Time::from_filetime(support::kRawTime + 10).ticks);
  EXPECT_EQ(result.sink.records[0].offset, 4096u + 512u);
  EXPECT_EQ(result.field("header/Event/xmlns @ Event_xmlns"), "uri");
  EXPECT_EQ(result.field("header/Event/System/Provider/Name @ Provider_Name"), "P");
  EXPECT_EQ(result.field("header/Event/System/EventID = EventID"), "4688");
  EXPECT_EQ(result.field("header/Event/System/EventID/Qualifiers @ EventID_Qualifiers"),
            "(absent)");
  EXPECT_EQ(result.field("header/Event/System/Channel = Channel"), "Security");
  EXPECT_EQ(result.field("header/Event/System/Correlation = Correlation"), "");
}

TEST(EvtxRecord, NamedDataIsAFieldOfThatNameWithoutSpaces) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        named(chunk, "Threat Name", 0, kText);
        named(chunk, "Image", 1, kText);
      },
      {raw_text("virus"), raw_text("C:\\a.exe")});
  EXPECT_EQ(result.field("data/Event/EventData/Threat Name = ThreatName"), "virus");
  EXPECT_EQ(result.field("data/Event/EventData/Image = Image"), "C:\\a.exe");
}

TEST(EvtxRecord, ANullIsAbsentUnderAnOptionalSubstitutionAndEmptyUnderANormalOne) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        named(chunk, "A", 0, kText);
        chunk.open_with_attributes("Data").attribute("Name", "B").close_start();
        chunk.optional(1, kText).end_element();
        named(chunk, "C", 9, kText);  // a value that the record does not have
      },
      {raw_null(), raw_null()});
  EXPECT_EQ(result.field("data/Event/EventData/A = A"), "");
  EXPECT_EQ(result.field("data/Event/EventData/B = B"), "(absent)");
  EXPECT_EQ(result.field("data/Event/EventData/C = C"), "");
}

TEST(EvtxRecord, OneSlotMayBeBothOptionalAndNormal) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        named(chunk, "A", 0, kText);
        chunk.open_with_attributes("Data").attribute("Name", "B").close_start();
        chunk.optional(0, kText).end_element();
      },
      {raw_null()});
  EXPECT_EQ(result.field("data/Event/EventData/A = A"), "");
  EXPECT_EQ(result.field("data/Event/EventData/B = B"), "(absent)");
}

TEST(EvtxRecord, RepeatedUnnamedDataIsOneListAndArraysJoinIt) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        unnamed(chunk, 0, kText);
        unnamed(chunk, 1, 0x81);
        unnamed(chunk, 2, kText);
      },
      {raw_text("a"), {0x81, support::utf16(std::string("b\0c\0", 4))}, raw_null()});
  EXPECT_EQ(result.field("data/Event/EventData/Data = Data"), "[a][b][c][]");
}

TEST(EvtxRecord, ASingleUnnamedDataIsItsValue) {
  const Decoding text =
      decode_data([](RawChunk& chunk) { unnamed(chunk, 0, kText); }, {raw_text("a")});
  EXPECT_EQ(text.field("data/Event/EventData/Data = Data"), "a");
  const Decoding array = decode_data([](RawChunk& chunk) { unnamed(chunk, 0, 0x81); },
                                     {{0x81, support::utf16(std::string("b\0c\0", 4))}});
  EXPECT_EQ(array.field("data/Event/EventData/Data = Data"), "[b][c]");
}

TEST(EvtxRecord, TextAroundSubstitutionsIsOneValue) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        chunk.open("P").close_start().text("pid ").normal(0, 8).text(" of ");
        chunk.normal(1, kText).end_element();
      },
      {raw_number<std::uint32_t>(8, 42), raw_text("x")});
  EXPECT_EQ(result.field("data/Event/EventData/P = P"), "pid 42 of x");
}

TEST(EvtxRecord, ReferencesSectionsAndInstructionsAreText) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        chunk.open("P").close_start().text("a");
        chunk.number<std::uint8_t>(0x49).name("lt");
        chunk.number<std::uint8_t>(0x48).number<std::uint16_t>(0x41);
        chunk.number<std::uint8_t>(0x49).name("other");
        chunk.number<std::uint8_t>(0x47).number<std::uint16_t>(2).raw(support::utf16("<b"));
        chunk.end_element();
        chunk.number<std::uint8_t>(0x0a).name("pi");
        chunk.number<std::uint8_t>(0x0b).number<std::uint16_t>(1).raw(support::utf16("d"));
      },
      {});
  EXPECT_EQ(result.field("data/Event/EventData/P = P"), "a<A&other;<b");
  EXPECT_EQ(result.field("data/Event/EventData/?pi = ?pi"), "d");
}

TEST(EvtxRecord, WhiteSpaceBetweenElementsIsNoValue) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        chunk.open("P").close_start().text(" \n").leaf("Q", " ").text("\t").end_element();
      },
      {});
  EXPECT_EQ(result.field("data/Event/EventData/P = P"), "(absent)");
  EXPECT_EQ(result.field("data/Event/EventData/P/Q = Q"), " ");
}

TEST(EvtxRecord, ATypeOtherThanDeclaredIsTakenAsItIs) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        named(chunk, "A", 0, kText);
        named(chunk, "B", 1, 8);
      },
      {raw_number<std::uint32_t>(8, 7), raw_text("seven")});
  EXPECT_EQ(result.field("data/Event/EventData/A = A"), "7");
  EXPECT_EQ(result.field("data/Event/EventData/B = B"), "seven");
}

TEST(EvtxRecord, TheNameOfDataMayBeASubstitution) {
  const Decoding result = decode_data(
      [](RawChunk& chunk) {
        chunk.open_with_attributes("Data").attribute("Name").normal(0, kText).close_start();
        chunk.normal(1, kText).end_element();
      },
      {raw_text("Chosen"), raw_text("v")});
  EXPECT_EQ(result.field("data/Event/EventData/Chosen = Chosen"), "v");
}

// A record of one template in another, `levels` deep.
Decoding decode_nested(int levels) {
  RawChunk inner;
  inner.begin_record(1).fragment();
  for (int level = 0; level < levels; ++level) {
    inner.begin_instance("level" + std::to_string(level));
    inner.open(level == 0 ? "Event" : "E" + std::to_string(level)).close_start();
    if (level + 1 < levels) {
      inner.optional(0, kBinXml);
    } else {
      inner.normal(0, kText);
    }
    inner.end_element().end_definition();
    if (level + 1 < levels) {
      // The size of the value is patched when what it holds is written.
      inner.number<std::uint32_t>(1).number<std::uint16_t>(0xffff).number(kBinXml).end();
      inner.fragment();
    } else {
      inner.values({raw_text("deep")});
    }
  }
  inner.end().end_record();
  std::string chunk = inner.finish();
  // Every embedded value reaches to the record's end.
  const auto record_end = 512 + load_le<std::uint32_t>(chunk.data() + 516) - 4;
  for (std::size_t at = 512; at + 8 < record_end; ++at) {
    if (std::string_view(chunk).substr(at, 8) == std::string_view("\xff\xff\x21\0\x0f\1\1\0", 8)) {
      const auto size = static_cast<std::uint16_t>(record_end - at - 4);
      std::memcpy(chunk.data() + at, &size, sizeof(size));
    }
  }
  RawChunk::seal(chunk);
  return decode(chunk);
}

TEST(EvtxRecord, TemplatesNestFourDeep) {
  const Decoding two = decode_nested(2);
  EXPECT_EQ(two.field("data/Event/E1 = E1"), "deep");
  const Decoding four = decode_nested(4);
  EXPECT_EQ(four.field("data/Event/E1/E2/E3 = E3"), "deep");
  const Decoding five = decode_nested(5);
  EXPECT_EQ(five.records(), 0u);
  EXPECT_EQ(five.count("evtx.limit.nesting"), 1u);
}

TEST(EvtxRecord, AFragmentWithoutATemplateMayBeAValue) {
  RawChunk fragment_source;
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("t");
  chunk.open("Event").close_start().open("UserData").close_start();
  chunk.optional(0, kBinXml).end_element().end_element().end_definition();
  chunk.number<std::uint32_t>(1);
  const std::uint32_t descriptor = chunk.at();
  chunk.number<std::uint32_t>(0);
  const std::uint32_t begin = chunk.at();
  chunk.fragment().open_with_attributes("Info").attribute("id", "9").close_start();
  chunk.leaf("Member", "a").leaf("Member", "b").end_element().end();
  chunk.patch(descriptor, static_cast<std::uint16_t>(chunk.at() - begin));
  chunk.patch(descriptor + 2, kBinXml);
  chunk.end().end_record();
  const Decoding result = decode(chunk.finish());
  EXPECT_EQ(result.field("data/Event/UserData/Info/id @ Info_id"), "9");
  EXPECT_EQ(result.field("data/Event/UserData/Info/Member = Member"), "[a][b]");
}

TEST(EvtxRecord, WithoutTemplatesTheFieldsAreTheSame) {
  RawChunk chunk;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    chunk.begin_record(id).fragment();
    chunk.open_with_attributes("Event").attribute("xmlns", "uri").close_start();
    chunk.open("System").close_start().leaf("EventID", std::to_string(id)).leaf("Level", "4");
    chunk.end_element().open("EventData").close_start();
    chunk.open_with_attributes("Data").attribute("Name", "Image").close_start();
    chunk.text("C:\\" + std::to_string(id)).end_element();
    chunk.end_element().open_with_attributes("RenderingInfo").attribute("Culture", "en-US");
    chunk.close_start().leaf("Level", "Information").leaf("Message", "m").end_element();
    chunk.end_element().end().end_record();
  }
  const Decoding result = decode(chunk.finish());
  ASSERT_EQ(result.records(), 3u);
  EXPECT_EQ(result.sink.records[0].time, Time::from_filetime(support::kRawTime).ticks);
  EXPECT_EQ(result.field("header/Event/System/EventID = EventID", 2), "3");
  EXPECT_EQ(result.field("header/Event/System/Level = Level", 2), "4");
  EXPECT_EQ(result.field("data/Event/EventData/Image = Image", 2), "C:\\3");
  EXPECT_EQ(result.field("header/Event/RenderingInfo/Level = RenderingInfo_Level"), "Information");
  EXPECT_EQ(result.field("header/Event/RenderingInfo/Message = Message"), "m");
}

TEST(EvtxRecord, HeaderFieldsComeBeforeDataFields) {
  RawChunk chunk;
  chunk.begin_record(1).fragment().open("Event").close_start();
  chunk.open("EventData").close_start().leaf("Channel", "data").end_element();
  chunk.open("System").close_start().leaf("Channel", "header").end_element();
  chunk.end_element().end().end_record();
  const std::string bytes = chunk.finish();
  struct Sink : RecordSink {
    void on_record(const Record& record) override {
      by_name = to_text(record.field(record.shape->find("Channel")));
      well_known = to_text(record.field(WellKnown::kChannel));
    }
    void on_diagnostic(Diagnostic) override {}
    std::string by_name;
    std::string well_known;
  } sink;
  ChunkDecoder decoder;
  decoder.decode(std::as_bytes(std::span(bytes)), {}, sink);
  EXPECT_EQ(sink.by_name, "data");
  EXPECT_EQ(sink.well_known, "header");
}

// Counts Shapes, and says which one the last record had.
struct ShapeSink : RecordSink {
  void on_record(const Record& record) override { serials.push_back(record.shape->serial()); }
  void on_diagnostic(Diagnostic diagnostic) override { ADD_FAILURE() << diagnostic.message; }
  std::vector<std::uint64_t> serials;
};

std::string one_template_chunk(std::string_view padding, std::string_view field) {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("same identifier, whatever the content");
  chunk.open("Event").close_start().leaf("Constant", "c");
  chunk.open(field).close_start().normal(0, kText).end_element();
  chunk.end_element().end_definition();
  chunk.values({raw_text("v")}).end().raw(padding).end_record();
  return chunk.finish();
}

TEST(EvtxRecord, DefinitionsAreKnownByContentNotByIdentifier) {
  for (const Path path : {Path::kTemplates, Path::kGeneral}) {
    ShapeSink sink;
    ChunkDecoder decoder({Recover::kNo, path});
    // The second chunk has the same definition, the third another of the same identifier and size.
    for (const std::string& chunk :
         {one_template_chunk("", "Alpha"), one_template_chunk("padding", "Alpha"),
          one_template_chunk("", "Bravo")}) {
      decoder.decode(std::as_bytes(std::span(chunk)), {}, sink);
    }
    ASSERT_EQ(sink.serials.size(), 3u);
    EXPECT_EQ(sink.serials[0], sink.serials[1]);
    EXPECT_NE(sink.serials[0], sink.serials[2]);
  }
}

}  // namespace
}  // namespace noroshi::evtx

// One past each limit: a Diagnostic that names it, the same on both paths. At the limit: a record.
#include "decode/evtx/limits.h"

#include <gtest/gtest.h>

#include "decode/evtx/test_decode.h"

namespace noroshi::evtx {
namespace {

using support::raw_null;
using support::raw_text;
using support::RawChunk;
using support::RawValue;

// A record of one template whose tokens `body` writes.
template <typename Body>
Decoding decode_template(Body body, const std::vector<RawValue>& values) {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("t");
  body(chunk);
  chunk.end_definition().values(values).end().end_record();
  return decode(chunk.finish());
}

void expect_limit(const Decoding& at, const Decoding& past, std::string_view kind) {
  EXPECT_EQ(at.records(), 1u);
  EXPECT_EQ(at.sink.diagnostics.size(), 0u);
  EXPECT_EQ(past.records(), 0u);
  EXPECT_EQ(past.report.diagnosed, 1u);
  EXPECT_EQ(past.count(kind), 1u);
}

Decoding with_depth(std::uint32_t depth) {
  return decode_template(
      [depth](RawChunk& chunk) {
        for (std::uint32_t i = 0; i < depth; ++i) {
          chunk.open("E").close_start();
        }
        for (std::uint32_t i = 0; i < depth; ++i) {
          chunk.end_element();
        }
      },
      {});
}

TEST(EvtxLimits, Depth) {
  expect_limit(with_depth(kMaxDepth), with_depth(kMaxDepth + 1), "evtx.limit.depth");
}

Decoding with_elements(std::uint32_t elements) {
  return decode_template(
      [elements](RawChunk& chunk) {
        chunk.open("E").close_start();
        for (std::uint32_t i = 1; i < elements; ++i) {
          chunk.open("F").close_empty();
        }
        chunk.end_element();
      },
      {});
}

TEST(EvtxLimits, Elements) {
  expect_limit(with_elements(kMaxElements), with_elements(kMaxElements + 1), "evtx.limit.elements");
}

Decoding with_attributes(std::uint32_t attributes) {
  return decode_template(
      [attributes](RawChunk& chunk) {
        chunk.open_with_attributes("E");
        for (std::uint32_t i = 0; i < attributes; ++i) {
          chunk.attribute("A", "v");
        }
        chunk.close_empty();
      },
      {});
}

TEST(EvtxLimits, Attributes) {
  expect_limit(with_attributes(kMaxAttributes), with_attributes(kMaxAttributes + 1),
               "evtx.limit.attributes");
}

Decoding with_name(std::size_t length) {
  return decode_template(
      [length](RawChunk& chunk) { chunk.open(std::string(length, 'n')).close_empty(); }, {});
}

Decoding with_data_name(std::size_t length) {
  return decode_template(
      [length](RawChunk& chunk) {
        chunk.open_with_attributes("Data").attribute("Name", std::string(length, 'n'));
        chunk.close_empty();
      },
      {});
}

TEST(EvtxLimits, NameLength) {
  expect_limit(with_name(kMaxNameLength), with_name(kMaxNameLength + 1), "evtx.limit.name-length");
  expect_limit(with_data_name(kMaxNameLength), with_data_name(kMaxNameLength + 1),
               "evtx.limit.name-length");
}

Decoding with_values(std::size_t values) {
  return decode_template(
      [](RawChunk& chunk) { chunk.open("E").close_start().normal(0, 1).end_element(); },
      std::vector<RawValue>(values, raw_null()));
}

TEST(EvtxLimits, Values) {
  expect_limit(with_values(kMaxValues), with_values(kMaxValues + 1), "evtx.limit.values");
}

TEST(EvtxLimits, ASlotPastTheLimitIsANullLikeAnyOther) {
  const Decoding result = decode_template(
      [](RawChunk& chunk) { chunk.open("E").close_start().normal(0xffff, 1).end_element(); }, {});
  EXPECT_EQ(result.field("data/E = E"), "");
}

Decoding with_items(std::size_t items) {
  return decode_template(
      [](RawChunk& chunk) { chunk.open("E").close_start().normal(0, 0x84).end_element(); },
      {{0x84, std::string(items, 'x')}});
}

TEST(EvtxLimits, ListItems) {
  expect_limit(with_items(kMaxListItems), with_items(kMaxListItems + 1), "evtx.limit.list-items");
}

// Two arrays of one field, and one that no token refers to.
TEST(EvtxLimits, ListItemsOfGatheredAndOfUnusedValues) {
  const RawValue half{0x84, std::string(kMaxListItems / 2 + 1, 'x')};
  const Decoding gathered = decode_template(
      [](RawChunk& chunk) {
        chunk.open("E").close_start();
        chunk.open("Data").close_start().normal(0, 0x84).end_element();
        chunk.open("Data").close_start().normal(1, 0x84).end_element().end_element();
      },
      {half, half});
  EXPECT_EQ(gathered.count("evtx.limit.list-items"), 1u);
  const Decoding unused = decode_template([](RawChunk& chunk) { chunk.open("E").close_empty(); },
                                          {{0x84, std::string(kMaxListItems + 1, 'x')}});
  EXPECT_EQ(unused.count("evtx.limit.list-items"), 1u);
}

// An element with text that is many pieces: two steps besides them.
Decoding with_steps(std::uint32_t steps) {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  chunk.begin_instance("t");
  chunk.open("E").close_start();
  // A definition cannot hold so many tokens: one fragment is expanded again and again.
  constexpr std::uint32_t kInner = 100;
  const std::uint32_t repeats = (steps - 2) / kInner;
  for (std::uint32_t i = 0; i < repeats; ++i) {
    chunk.optional(0, 0x21);
  }
  for (std::uint32_t i = repeats * kInner; i < steps - 2; ++i) {
    chunk.normal(1, 1);
  }
  chunk.end_element().end_definition();
  chunk.number<std::uint32_t>(2);
  const std::uint32_t descriptors = chunk.at();
  chunk.number<std::uint32_t>(0).number<std::uint32_t>(0x00010002);
  const std::uint32_t begin = chunk.at();
  chunk.fragment().open("F").close_start();
  for (std::uint32_t i = 0; i < kInner - 2; ++i) {
    chunk.text("");
  }
  chunk.end_element().end();
  chunk.patch(descriptors, static_cast<std::uint32_t>((chunk.at() - begin) | 0x210000));
  chunk.raw(support::utf16("x")).end().end_record();
  return decode(chunk.finish());
}

TEST(EvtxLimits, Steps) {
  expect_limit(with_steps(kMaxSteps), with_steps(kMaxSteps + 1), "evtx.limit.steps");
}

// One text joined again and again.
Decoding with_composed(std::uint32_t bytes) {
  constexpr std::uint32_t kText = 4096;
  return decode_template(
      [bytes](RawChunk& chunk) {
        chunk.open("E").close_start();
        for (std::uint32_t done = 0; done + kText <= bytes; done += kText) {
          chunk.normal(0, 1);
        }
        for (std::uint32_t done = 0; done < bytes % kText; ++done) {
          chunk.normal(1, 1);
        }
        chunk.end_element();
      },
      {raw_text(std::string(kText, 'x')), raw_text("y")});
}

TEST(EvtxLimits, ComposedText) {
  expect_limit(with_composed(kMaxComposed), with_composed(kMaxComposed + 1), "evtx.limit.composed");
}

TEST(EvtxLimits, PathBytes) {
  const auto with_fields = [](int fields) {
    return decode_template(
        [fields](RawChunk& chunk) {
          for (int i = 0; i < 10; ++i) {
            chunk.open(std::string(kMaxNameLength, static_cast<char>('a' + i))).close_start();
          }
          for (int i = 0; i < fields; ++i) {
            chunk.open("f" + std::to_string(i)).close_empty();
          }
          for (int i = 0; i < 10; ++i) {
            chunk.end_element();
          }
        },
        {});
  };
  expect_limit(with_fields(90), with_fields(110), "evtx.limit.path-bytes");
}

// Many records that each expand one large definition.
TEST(EvtxLimits, ChunkStepsBoundTheGeneralPath) {
  RawChunk chunk;
  constexpr std::uint64_t kRecords = 300;
  for (std::uint64_t id = 1; id <= kRecords; ++id) {
    chunk.begin_record(id).fragment();
    if (chunk.begin_instance("large")) {
      chunk.open("E").close_start();
      for (int i = 0; i < 8000; ++i) {
        chunk.normal(0, 1);
      }
      chunk.end_element().end_definition();
    }
    chunk.values({raw_null()}).end().end_record();
  }
  const std::string bytes = chunk.finish();
  support::FlatSink sink;
  ChunkDecoder decoder({Recover::kNo, Path::kGeneral});
  const ChunkReport report = decoder.decode(std::as_bytes(std::span(bytes)), {}, sink);
  EXPECT_EQ(support::check_sums(report, bytes.size()), "");
  EXPECT_GE(report.decoded, kMaxChunkSteps / 8002);
  EXPECT_GT(sink.count("evtx.limit.chunk-steps"), 0u);
  EXPECT_EQ(report.decoded + sink.count("evtx.limit.chunk-steps"), kRecords);
}

// More definitions, names and structures than are kept: nothing is lost, only slower.
TEST(EvtxLimits, FullCachesChangeNothing) {
  support::PathComparer comparer;
  std::uint64_t records = 0;
  int number = 0;
  while (number < static_cast<int>(kMaxShapes + kMaxNames / 8)) {
    RawChunk chunk;
    for (std::uint64_t id = 1; id <= kMaxChunkDefinitions + 8; ++id, ++number, ++records) {
      const std::string key = std::to_string(number);
      chunk.begin_record(id).fragment();
      chunk.begin_instance(key);
      chunk.open("Event").close_start().open("E" + key).close_start().normal(0, 1).end_element();
      chunk.leaf("x" + key, "y").leaf("z" + key, "y").end_element().end_definition();
      chunk.values({raw_text(key)}).end().end_record();
      ASSERT_LT(chunk.at(), 65536u);
    }
    const std::string bytes = chunk.finish();
    ASSERT_EQ(comparer.compare(std::as_bytes(std::span(bytes)), {}), "");
  }
  EXPECT_EQ(comparer.records(), records);
}

TEST(EvtxLimits, ADefinitionMayNotLieInTheHeaderOrBehindTheChunk) {
  for (const std::uint32_t offset : {0u, 4u, 511u, 65536u - 23u, 65536u, 0xffffffffu}) {
    RawChunk chunk;
    chunk.begin_record(1).fragment();
    chunk.number<std::uint8_t>(0x0c).number<std::uint8_t>(1).number<std::uint32_t>(7);
    chunk.number(offset).values({}).end().end_record();
    const Decoding result = decode(chunk.finish());
    EXPECT_EQ(result.records(), 0u);
    EXPECT_EQ(result.count("evtx.record.definition"), 1u) << offset;
  }
}

// The definition is the instance itself, so that it holds an instance of itself.
TEST(EvtxLimits, ADefinitionThatHoldsAnInstanceIsNotFollowed) {
  RawChunk chunk;
  chunk.begin_record(1).fragment();
  const std::uint32_t begin = chunk.at();
  chunk.number<std::uint8_t>(0x0c).number<std::uint8_t>(1).number<std::uint32_t>(7);
  chunk.number(begin - 24).values({}).end().end_record();
  const Decoding result = decode(chunk.finish());
  EXPECT_EQ(result.records(), 0u);
  EXPECT_EQ(result.report.diagnosed, 1u);
}

}  // namespace
}  // namespace noroshi::evtx

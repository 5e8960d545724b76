#include "pipeline/signs.h"

#include <gtest/gtest.h>

#include "pipeline/record_worker.h"

namespace noroshi {
namespace {

class Observer final : public RecordWorker {
 public:
  void on_record(const Record& record) override { observe(record); }
};

class Signs : public testing::Test {
 protected:
  Signs()
      : shape_({header("Provider_Name", 0), header("EventID", 1), header("Computer", 2)}, 3),
        results_(4) {
    result_.item.is_last = true;
    observer_.begin(result_, results_);
  }

  static ShapeField header(std::string name, std::uint32_t slot) {
    ShapeField field;
    field.name = std::move(name);
    field.section = FieldSection::kHeader;
    field.slot = slot;
    return field;
  }

  void record(std::uint64_t id, std::int64_t seconds, std::string_view host = "A",
              std::string_view event = "1", Recovery recovery = Recovery::kLive) {
    std::array<Value, 3> values{Value::utf8("Microsoft-Windows-Eventlog"), Value::utf8(event),
                                Value::utf8(host)};
    std::array<Origin, 1> origins{};
    Record out;
    out.shape = &shape_;
    out.values = values;
    out.origins = origins;
    out.id = id;
    out.time.ticks = seconds * Time::kTicksPerSecond;
    out.recovery = recovery;
    observer_.on_record(out);
  }

  void chunk(std::uint64_t first, std::uint64_t last) {
    ChunkResult chunk{4096, 65536, {}};
    chunk.report.is_chunk = true;
    chunk.report.first_record = first;
    chunk.report.last_record = last;
    chunk.report.decoded = last - first + 1;
    result_.chunks.push_back(chunk);
  }

  std::vector<std::string> kinds() {
    std::vector<SourceFile> files{{"a", 4096 + 65536, 4096}};
    FileJoiner joiner(files);
    EXPECT_TRUE(joiner.join(result_));
    account_ = joiner.account();
    std::vector<std::string> out;
    for (const Diagnostic& diagnostic : result_.diagnostics.kept()) {
      out.emplace_back(diagnostic.kind);
    }
    return out;
  }

  Shape shape_;
  OrderedResults results_;
  ItemResult result_;
  Observer observer_;
  FileAccount account_;
};

using Kinds = std::vector<std::string>;

TEST_F(Signs, OrdinaryRecordsGiveNone) {
  record(1, 100);
  record(2, 41);  // less than the tolerance
  record(3, 300);
  EXPECT_EQ(kinds(), Kinds{});
  EXPECT_EQ(result_.records, 3U);
}

TEST_F(Signs, TimeGoingBackOnOneHost) {
  record(1, 100);
  record(2, 39);
  EXPECT_EQ(kinds(), Kinds{"sign.time-backwards"});
}

TEST_F(Signs, OtherHostsRecoveredRecordsAndWrappedLogsMayBeOlder) {
  record(10, 1000, "A");
  record(11, 100, "B");
  record(12, 50, "B", "1", Recovery::kRecovered);
  record(3, 10, "B");
  EXPECT_EQ(kinds(), Kinds{});
}

TEST_F(Signs, AClearedLog) {
  record(1, 100, "A", "1102");
  record(2, 100, "A", "104");
  EXPECT_EQ(kinds(), (Kinds{"sign.log-cleared", "sign.log-cleared"}));
}

TEST_F(Signs, MissingNumbersBetweenChunks) {
  chunk(1, 10);
  chunk(15, 20);
  EXPECT_EQ(kinds(), Kinds{"sign.records-missing"});
  EXPECT_EQ(account_.first_record, 1U);
  EXPECT_EQ(account_.last_record, 20U);
  EXPECT_EQ(account_.unexplained_records, 0U);
}

TEST_F(Signs, TheSeamOfACircularLogIsOrdinary) {
  chunk(30, 39);
  chunk(40, 49);
  chunk(10, 19);
  chunk(20, 29);
  EXPECT_EQ(kinds(), Kinds{});
}

TEST_F(Signs, NumbersThatStartOver) {
  chunk(10, 19);
  chunk(1, 9);
  chunk(10, 30);
  EXPECT_EQ(kinds(), Kinds{"sign.numbers-start-over"});
}

TEST_F(Signs, WhatNobodyExplainsIsCounted) {
  chunk(1, 10);
  result_.chunks[0].report.decoded = 7;
  result_.chunks[0].report.gaps = 1;
  result_.chunks[0].report.header_bytes = 512;
  result_.chunks[0].report.record_bytes = 65536 - 512 - 100;
  kinds();
  EXPECT_EQ(account_.unexplained_records, 2U);
  EXPECT_EQ(account_.unexplained_bytes, 100U);
}

TEST_F(Signs, AnEmptyChunkHasNoNumbers) {
  chunk(1, 10);
  chunk(1, UINT64_MAX);
  result_.chunks[1].report.decoded = 0;
  EXPECT_EQ(kinds(), Kinds{});
  EXPECT_EQ(account_.unexplained_records, 0U);
  EXPECT_EQ(account_.last_record, 10U);
}

TEST_F(Signs, TimeGoingBackBetweenItems) {
  std::vector<SourceFile> files{{"a", 4096 + 65536, 4096}};
  FileJoiner joiner(files);
  result_.item.is_last = false;
  record(1, 1000);
  EXPECT_FALSE(joiner.join(result_));
  result_ = {};
  result_.item.is_last = true;
  observer_.begin(result_, results_);
  record(2, 100);
  EXPECT_TRUE(joiner.join(result_));
  ASSERT_EQ(result_.diagnostics.kept().size(), 1U);
  EXPECT_EQ(result_.diagnostics.kept()[0].kind, "sign.time-backwards");
}

}  // namespace
}  // namespace noroshi

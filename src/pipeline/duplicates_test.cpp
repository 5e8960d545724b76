#include "pipeline/duplicates.h"

#include <gtest/gtest.h>

#include "pipeline/seen_records.h"

namespace noroshi {
namespace {

using Items = std::vector<std::uint64_t>;

const std::vector<SourceFile> kFiles{{"first", 0, 0}, {"second", 0, 0}, {"third", 0, 0}};

RecordMark mark(std::uint64_t number, std::uint64_t value, std::uint64_t offset,
                std::int64_t ticks = 0) {
  return {1, number, {value, value}, offset, Time{ticks}};
}

ItemMarks item(std::uint32_t source, std::vector<RecordMark> marks) {
  ItemMarks out;
  out.item.number = source;
  out.item.source = source;
  out.marks = std::move(marks);
  out.origins[1] = {"DC01", "Security"};
  return out;
}

TEST(Repeats, TheSameValuesRepeatOtherValuesAreASign) {
  ItemMarks earlier =
      item(0, {mark(17, 1, 100), mark(18, 2, 200), mark(19, 3, 300, 5), mark(20, 4, 400, 5)});
  ItemMarks later =
      item(1, {mark(18, 2, 10), mark(19, 9, 20, 5), mark(20, 9, 30, 6), mark(21, 5, 40)});
  RepeatFinder finder(later, kFiles);
  finder.compare(earlier);
  Repeats repeats = finder.finish();
  EXPECT_EQ(repeats.offsets, Items{10});
  EXPECT_TRUE(repeats.is_repeated(10));
  EXPECT_FALSE(repeats.is_repeated(20));
  EXPECT_FALSE(repeats.is_all);
  ASSERT_EQ(repeats.signs.size(), 2U);
  EXPECT_EQ(repeats.signs[0].kind, "sign.record-altered");
  EXPECT_EQ(repeats.signs[0].offset, 20U);
  EXPECT_TRUE(
      repeats.signs[0].message.starts_with("record 19 of Security on DC01 also stands in "
                                           "first"));
  EXPECT_EQ(repeats.signs[1].kind, "sign.number-reused");
  ASSERT_EQ(repeats.runs.size(), 1U);
  EXPECT_EQ(repeats.runs[0].records, 1U);
  EXPECT_EQ(repeats.runs[0].first_source, 0U);
}

TEST(Repeats, TheFirstPlaceCountsAndNeighboursAreOneRun) {
  ItemMarks first = item(0, {mark(1, 1, 0), mark(2, 2, 1)});
  ItemMarks second = item(1, {mark(1, 1, 0), mark(2, 2, 1), mark(3, 3, 2)});
  ItemMarks third = item(2, {mark(1, 1, 0), mark(2, 2, 1), mark(3, 3, 2)});
  RepeatFinder finder(third, kFiles);
  finder.compare(first);
  finder.compare(second);
  Repeats repeats = finder.finish();
  EXPECT_TRUE(repeats.is_all);
  ASSERT_EQ(repeats.runs.size(), 2U);
  EXPECT_EQ(repeats.runs[0].first_source, 0U);
  EXPECT_EQ(repeats.runs[0].to, 2U);
  EXPECT_EQ(repeats.runs[1].first_source, 1U);
  EXPECT_EQ(repeats.runs[1].from, 3U);
}

TEST(Repeats, AnItemMayRepeatItself) {
  ItemMarks one = item(0, {mark(7, 1, 10), mark(7, 2, 20), mark(7, 1, 30)});
  Repeats repeats = RepeatFinder(one, kFiles).finish();
  EXPECT_EQ(repeats.offsets, Items{30});
  ASSERT_EQ(repeats.signs.size(), 1U);
  EXPECT_EQ(repeats.signs[0].offset, 20U);
}

TEST(Repeats, RecordsOfNobodyInParticularAreNoSign) {
  ItemMarks earlier = item(0, {mark(7, 1, 10)});
  ItemMarks later = item(1, {mark(7, 2, 10)});
  later.origins[1] = {"", "Security"};
  RepeatFinder finder(later, kFiles);
  finder.compare(earlier);
  EXPECT_TRUE(finder.finish().signs.empty());
}

RecordRuns runs(std::vector<NumberRun> list) {
  return {std::move(list), false};
}

TEST(SeenRecords, OnlyEarlierItemsWithACommonNumberAndOrigin) {
  SeenRecords seen;
  seen.add(0, runs({{1, 100, 200}}));
  seen.add(1, runs({{2, 100, 200}}));
  seen.add(2, runs({{1, 201, 201}}));
  seen.add(3, runs({{1, 150, 160}, {1, 1, UINT64_MAX}}));
  auto items = [&](std::uint64_t number, NumberRun run) {
    return seen.overlap(number, {run}).items;
  };
  EXPECT_EQ(items(4, {1, 201, 300}), (Items{2, 3}));
  EXPECT_EQ(items(3, {1, 201, 300}), Items{2});
  EXPECT_EQ(items(3, {1, 200, 200}), Items{0});
  EXPECT_EQ(items(3, {1, 0, 99}), Items{});
  EXPECT_EQ(items(3, {2, 0, UINT64_MAX}), Items{1});
  EXPECT_EQ(items(3, {9, 0, UINT64_MAX}), Items{});
  seen.leave_out(2);
  EXPECT_EQ(items(4, {1, 201, 300}), Items{3});
}

TEST(SeenRecords, ItemsMayComeInAnyOrder) {
  SeenRecords seen;
  seen.add(1, runs({{1, 5, 5}}));
  EXPECT_TRUE(seen.ready(0));
  EXPECT_FALSE(seen.ready(1));
  seen.add(0, runs({{1, 5, 5}}));
  EXPECT_TRUE(seen.ready(2));
  EXPECT_FALSE(seen.ready(3));
  EXPECT_EQ(seen.overlap(2, {{1, 5, 5}}).items, (Items{0, 1}));
}

TEST(SeenRecords, LimitsAreSaid) {
  SeenRecords few(2);
  for (std::uint64_t i = 0; i < 3; ++i) {
    few.add(i, runs({{1, 5, 5}}));
  }
  EXPECT_TRUE(few.overlap(2, {{1, 5, 5}}).is_complete);
  EXPECT_FALSE(few.overlap(3, {{1, 5, 5}}).is_complete);
  SeenRecords many;
  for (std::uint64_t i = 0; i <= SeenRecords::kMostItemsPerRun; ++i) {
    many.add(i, runs({{1, 5, 5}}));
  }
  EXPECT_TRUE(many.overlap(SeenRecords::kMostItemsPerRun, {{1, 5, 5}}).is_complete);
  auto past = many.overlap(SeenRecords::kMostItemsPerRun + 1, {{1, 5, 5}});
  EXPECT_FALSE(past.is_complete);
  EXPECT_EQ(past.items.size(), SeenRecords::kMostItemsPerRun);
}

class Runs : public testing::Test {
 protected:
  void see(std::uint64_t id, std::string_view host = "A") {
    std::array<Value, 2> values{Value::utf8(host), Value::utf8("Security")};
    Record record;
    record.shape = &shape_;
    record.values = values;
    record.id = id;
    tracker_.see(record);
  }
  static ShapeField header(std::string name, std::uint32_t slot) {
    ShapeField field;
    field.name = std::move(name);
    field.section = FieldSection::kHeader;
    field.slot = slot;
    return field;
  }

  Shape shape_{{header("Computer", 0), header("Channel", 1)}, 2};
  RunTracker tracker_{1};
};

TEST_F(Runs, GrowWithTheNextNumberOfTheSameHost) {
  tracker_.begin();
  for (std::uint64_t i = 1; i <= 5; ++i) {
    see(i, "A");
    see(i + 100, "B");
  }
  see(9, "A");
  see(0, "A");  // no number
  const auto& found = tracker_.runs();
  ASSERT_EQ(found.runs.size(), 3U);
  EXPECT_EQ(found.runs[0].to, 5U);
  EXPECT_EQ(found.runs[1].from, 101U);
  EXPECT_EQ(found.runs[1].to, 105U);
  EXPECT_EQ(found.runs[2].from, 9U);
  EXPECT_EQ(found.runs[2].origin, found.runs[0].origin);
  EXPECT_FALSE(found.may_repeat);
  see(3, "A");
  EXPECT_TRUE(tracker_.runs().may_repeat);
  tracker_.begin();
  EXPECT_TRUE(tracker_.runs().runs.empty());
}

TEST_F(Runs, PastTheLimitTheLastOneWidens) {
  tracker_.begin();
  for (std::uint64_t i = 1; i <= RunTracker::kMostRuns + 3; ++i) {
    see(10 * i);
  }
  const auto& found = tracker_.runs().runs;
  ASSERT_EQ(found.size(), RunTracker::kMostRuns);
  EXPECT_EQ(found.back().from, 10 * RunTracker::kMostRuns);
  EXPECT_EQ(found.back().to, 10 * (RunTracker::kMostRuns + 3));
}

TEST(ItemPlaces, AreThoseOfThePlan) {
  std::vector<SourceFile> files{
      {"a", 4096 + kItemBytes + 10, 4096}, {"b", 100, 100}, {"c", 5000, 4096}};
  WorkPlan plan(files);
  ItemPlaces places(files);
  while (auto item = plan.next()) {
    WorkItem same = places.item(item->number);
    EXPECT_EQ(same.source, item->source);
    EXPECT_EQ(same.offset, item->offset);
    EXPECT_EQ(same.length, item->length);
    EXPECT_EQ(same.is_last, item->is_last);
  }
}

}  // namespace
}  // namespace noroshi

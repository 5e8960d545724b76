#include "pipeline/metrics.h"

#include <gtest/gtest.h>

#include <array>

namespace noroshi {
namespace {

constexpr std::int64_t kDay = 86400 * Time::kTicksPerSecond;

// Records with constants only: each is a Shape of its own.
class MetricsTest : public testing::Test {
 protected:
  struct Event {
    std::string channel, provider, id, computer, cleared{};
    std::uint64_t number = 0;
    Time time{};
    Recovery recovery = Recovery::kLive;
  };

  void see(MetricsWorker& worker, const Event& event) {
    std::vector<ShapeField> fields;
    auto header = [&](std::vector<std::string> path, std::string text, FieldPart part) {
      ShapeField field;
      field.name = part == FieldPart::kAttribute ? "Provider_Name" : path.back();
      field.path = std::move(path);
      field.part = part;
      field.section = FieldSection::kHeader;
      field.constant_text = std::move(text);
      fields.push_back(std::move(field));
    };
    header({"Event", "System", "Provider", "Name"}, event.provider, FieldPart::kAttribute);
    header({"Event", "System", "EventID"}, event.id, FieldPart::kElement);
    header({"Event", "System", "EventRecordID"}, std::to_string(event.number), FieldPart::kElement);
    header({"Event", "System", "Channel"}, event.channel, FieldPart::kElement);
    header({"Event", "System", "Computer"}, event.computer, FieldPart::kElement);
    if (!event.cleared.empty()) {
      ShapeField field;
      field.name = "Channel";
      field.path = {"Event", "UserData", "LogFileCleared", "Channel"};
      field.constant_text = event.cleared;
      fields.push_back(std::move(field));
    }
    Shape shape(std::move(fields), 0);
    std::array<Origin, 1> origins{};
    Record record;
    record.shape = &shape;
    record.origins = origins;
    record.id = event.number;
    record.time = event.time;
    record.recovery = event.recovery;
    OrderedResults results(1);
    ItemResult item;
    worker.begin(item, results);
    worker.on_record(record);
    frames_ += item.output;
  }

  Metrics sums(std::vector<MetricsWorker*> workers) {
    TimeOrder order;
    std::vector<const MetricsWorker*> all;
    for (MetricsWorker* worker : workers) {
      worker->drain(frames_);
      all.push_back(worker);
    }
    EXPECT_TRUE(order.add(frames_));
    auto metrics = Metrics::of(order, all);
    EXPECT_TRUE(metrics);
    return std::move(*metrics);
  }

  RecordFilter filter_;
  std::string frames_;
};

TEST_F(MetricsTest, CellsAddUpInEverySection) {
  MetricsWorker one(filter_);
  MetricsWorker two(filter_, 1);  // drains after every record
  see(one, {"Security", "Auditing", "4624", "DC01", {}, 10, {0}});
  see(two, {"Security", "Auditing", "4624", "DC01", {}, 14, {4 * kDay}});
  see(two, {"Security", "Auditing", "4624", "WS01", {}, 1, {kDay}});
  see(two, {"Security", "Auditing", "4688", "WS01", {}, 2, {kDay}});
  see(one, {"System", "SCM", "7045", "WS01", {}, 7, {kDay}});
  Metrics metrics = sums({&one, &two});
  EXPECT_EQ(metrics.records, 5U);
  EXPECT_EQ(metrics.computers.entries().at("DC01").cell.count, 2U);
  EXPECT_EQ(metrics.computers.entries().at("WS01").computers, 2U);  // channels
  EXPECT_EQ(metrics.channels.entries().at("Security").cell.count, 4U);
  EXPECT_EQ(metrics.channels.entries().at("Security").computers, 2U);
  EXPECT_EQ(metrics.providers.entries().at("SCM").computers, 1U);
  const Metrics::Row& logon = metrics.events.entries().at({"Security", "Auditing", 4624});
  EXPECT_EQ(logon.cell.count, 3U);
  EXPECT_EQ(logon.computers, 2U);
  EXPECT_EQ(logon.cell.oldest.ticks, 0);
  EXPECT_EQ(logon.cell.newest.ticks, 4 * kDay);
  EXPECT_DOUBLE_EQ(logon.cell.per_day(), 0.75);
  const MetricsCell& log = metrics.logs.entries().at({"DC01", "Security"}).cell;
  EXPECT_EQ(log.first_number, 10U);
  EXPECT_EQ(log.last_number, 14U);
  EXPECT_EQ(log.missing(), 3U);
  EXPECT_EQ(metrics.logs.entries().at({"WS01", "Security"}).cell.missing(), 0U);
  EXPECT_EQ(metrics.days.entries().at(1), 3U);
}

TEST_F(MetricsTest, ClearingsBelongToTheLogThatWasCleared) {
  MetricsWorker worker(filter_);
  see(worker, {"Security", "Microsoft-Windows-Eventlog", "1102", "DC01", {}, 1, {5}});
  see(worker, {"System", "Microsoft-Windows-Eventlog", "104", "DC01", "Application", 1, {7}});
  see(worker, {"System", "Microsoft-Windows-Eventlog", "104", "DC01", "Application", 2, {6}});
  see(worker, {"System", "Somebody else", "104", "DC01", "System", 3, {8}});
  Metrics metrics = sums({&worker});
  ASSERT_EQ(metrics.clears.entries().size(), 2U);
  EXPECT_EQ(metrics.clears.entries().at({"DC01", "Security"}).count, 1U);
  EXPECT_EQ(metrics.clears.entries().at({"DC01", "Application"}).count, 2U);
  EXPECT_EQ(metrics.clears.entries().at({"DC01", "Application"}).last.ticks, 7);
}

TEST_F(MetricsTest, RecoveredRecordsMakeNoGap) {
  MetricsWorker worker(filter_);
  see(worker, {"Security", "A", "1", "DC01", {}, 100, {0}});
  see(worker, {"Security", "A", "1", "DC01", {}, 1, {0}, Recovery::kRecovered});
  Metrics metrics = sums({&worker});
  EXPECT_EQ(metrics.logs.entries().at({"DC01", "Security"}).cell.missing(), 0U);
  EXPECT_EQ(metrics.records, 2U);
}

TEST_F(MetricsTest, TheFilterCounts) {
  filter_.channels = {"System"};
  MetricsWorker worker(filter_);
  see(worker, {"Security", "A", "1", "DC01", {}, 100, {0}});
  EXPECT_EQ(sums({&worker}).records, 0U);
}

TEST_F(MetricsTest, NamesPastTheLongestAreCut) {
  MetricsWorker worker(filter_);
  see(worker, {std::string(513, 'x'), "A", "1", "DC01", {}, 1, {0}});
  EXPECT_EQ(sums({&worker}).channels.entries().begin()->first, std::string(512, 'x'));
}

}  // namespace
}  // namespace noroshi

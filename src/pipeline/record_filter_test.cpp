#include "pipeline/record_filter.h"

#include <gtest/gtest.h>

#include <array>

#include "pipeline/record_fields.h"

namespace noroshi {
namespace {

bool admits(const RecordFilter& filter) {
  auto header = [](std::string name, std::string text) {
    ShapeField field;
    field.name = std::move(name);
    field.section = FieldSection::kHeader;
    field.constant_text = std::move(text);
    return field;
  };
  Shape shape({header("Channel", "Security"), header("EventID", "4688"),
               header("Computer", "DC01.example.org")},
              0);
  Record record;
  record.shape = &shape;
  record.time.ticks = 1000;
  return filter.admits(record);
}

TEST(RecordFilter, AnEmptyOneAdmitsAll) {
  EXPECT_TRUE(admits({}));
}

TEST(RecordFilter, FromIsInclusiveAndToIsNot) {
  EXPECT_TRUE(admits({.from = Time{1000}, .to = Time{1001}}));
  EXPECT_FALSE(admits({.from = Time{1001}}));
  EXPECT_FALSE(admits({.to = Time{1000}}));
}

TEST(RecordFilter, AnyOfTheNames) {
  EXPECT_TRUE(admits({.channels = {"System", "SECURITY"}}));
  EXPECT_FALSE(admits({.channels = {"System"}}));
  EXPECT_TRUE(admits({.event_ids = {1, 4688}}));
  EXPECT_FALSE(admits({.event_ids = {1}}));
}

TEST(RecordFilter, HostsByFullOrShortName) {
  EXPECT_TRUE(admits({.hosts = {"dc01"}}));
  EXPECT_TRUE(admits({.hosts = {"dc01.EXAMPLE.org"}}));
  EXPECT_FALSE(admits({.hosts = {"dc0"}}));
  EXPECT_FALSE(admits({.hosts = {"dc01.example"}}));
}

TEST(RecordFilter, EveryPartMustHold) {
  EXPECT_FALSE(admits({.channels = {"Security"}, .event_ids = {1}}));
}

}  // namespace
}  // namespace noroshi

#include "event/record_copy.h"

#include <gtest/gtest.h>

#include "event/identity.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

ShapeField field(std::string name, std::vector<std::string> path, FieldSection section,
                 std::uint32_t slot) {
  ShapeField out;
  out.name = std::move(name);
  out.path = std::move(path);
  out.section = section;
  out.slot = slot;
  return out;
}

class RecordCopy : public testing::Test {
 protected:
  RecordCopy() {
    std::vector<ShapeField> fields{
        field("Computer", {"Event", "System", "Computer"}, FieldSection::kHeader, 0),
        field("Channel", {"Event", "System", "Channel"}, FieldSection::kHeader,
              ShapeField::kConstant),
        field("Data", {"Event", "EventData", "Data"}, FieldSection::kData, 1),
        field("Gone", {"Event", "EventData", "Gone"}, FieldSection::kData, 2),
        field("Text", {"Event", "EventData", "Text"}, FieldSection::kData, 3)};
    fields[1].constant_text = "Security";
    shape_ = std::make_shared<const Shape>(std::move(fields), 4);
    elements_ = {Value::utf8("a"), Value::empty(), Value::utf8("b")};
    values_ = {Value::utf8("WS01"), Value::list_of(elements_), Value(), Value::utf8("secret")};
    record_.shape = shape_.get();
    record_.values = values_;
    record_.origins = origins_;
    record_.id = 77;
    record_.time = {-3};
    record_.recovery = Recovery::kRecovered;
  }

  ShapePtr shape_;
  std::vector<Value> elements_;
  std::vector<Value> values_;
  std::vector<Origin> origins_{{2, 4096, 512}};
  Record record_;
};

TEST_F(RecordCopy, IsTheSameRecord) {
  std::string bytes;
  append_record_copy(record_, Shape::kNone, bytes);
  RecordCopyReader reader;
  const Record* copy = reader.read(bytes);
  ASSERT_NE(copy, nullptr);
  std::string expected;
  std::string got;
  append_identity(record_, expected);
  append_identity(*copy, got);
  EXPECT_EQ(got, expected);
  EXPECT_EQ(copy->id, 77U);
  EXPECT_EQ(copy->time, record_.time);
  EXPECT_EQ(copy->recovery, Recovery::kRecovered);
  EXPECT_EQ(copy->origins.front().offset, 4096U);
  EXPECT_EQ(to_text(copy->field(WellKnown::kChannel)), "Security");
  EXPECT_EQ(to_text(copy->field(copy->shape->find("Data"))), to_text(record_.field(2)));
  EXPECT_EQ(copy->field(copy->shape->find("Gone")).type, ValueType::kAbsent);
  const Shape* first = copy->shape;
  EXPECT_EQ(reader.read(bytes)->shape, first);
}

TEST_F(RecordCopy, AFieldCanBeLeftOutAndReplaced) {
  std::string bytes;
  append_record_copy(record_, 4, bytes);
  EXPECT_FALSE(bytes.contains("secret"));
  RecordCopyReader reader;
  const Record* copy = reader.read(bytes);
  ASSERT_NE(copy, nullptr);
  EXPECT_EQ(copy->field(4).type, ValueType::kAbsent);
  EXPECT_TRUE(reader.replace("text", Value::utf8("joined")));
  EXPECT_EQ(to_text(copy->field(4)), "joined");
  EXPECT_FALSE(reader.replace("nothing", Value()));
}

TEST_F(RecordCopy, BytesThatAreCutAreNoRecord) {
  std::string bytes;
  append_record_copy(record_, Shape::kNone, bytes);
  RecordCopyReader reader;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(reader.read(std::string_view(bytes).substr(0, size)), nullptr) << size;
  }
}

}  // namespace
}  // namespace noroshi

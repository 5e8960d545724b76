#include "report/record_json.h"

#include <gtest/gtest.h>

#include <array>

#include "base/bytes.h"
#include "report/value_json.h"

namespace noroshi {
namespace {

class Builder {
 public:
  Builder& add(std::vector<std::string> path, FieldPart part, Value value) {
    ShapeField field;
    field.name = path.back();
    field.path = std::move(path);
    field.part = part;
    field.slot = static_cast<std::uint32_t>(values_.size());
    fields_.push_back(field);
    values_.push_back(value);
    return *this;
  }
  std::string json() {
    Shape shape(fields_, static_cast<std::uint32_t>(values_.size()));
    Record record;
    record.shape = &shape;
    record.values = values_;
    RecordJson renderer;
    std::string out;
    renderer.append(record, out);
    return out;
  }

 private:
  std::vector<ShapeField> fields_;
  std::vector<Value> values_;
};

constexpr auto kElement = FieldPart::kElement;
constexpr auto kAttribute = FieldPart::kAttribute;

TEST(RecordJson, NestsElementsAndAttributes) {
  std::uint16_t id = 4688;
  Value number{reinterpret_cast<const std::byte*>(&id), 2, ValueType::kUnsigned};
  EXPECT_EQ(Builder()
                .add({"Event", "System", "Provider", "Name"}, kAttribute, Value::utf8("P"))
                .add({"Event", "System", "EventID"}, kElement, number)
                .add({"Event", "System", "EventID", "Qualifiers"}, kAttribute, Value{})
                .add({"Event", "EventData", "Image"}, kElement, Value::utf8("C:\\a"))
                .add({"Event", "EventData", "Gone"}, kElement, Value{})
                .add({"Event", "EventData", "Nil"}, kElement, Value::empty())
                .json(),
            R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":4688},)"
            R"("EventData":{"Image":"C:\\a","Nil":null}}})");
}

TEST(RecordJson, TextBesideAttributesAndRepeatedNames) {
  EXPECT_EQ(Builder()
                .add({"Event", "ID"}, kElement, Value::utf8("7"))
                .add({"Event", "ID", "Q"}, kAttribute, Value::utf8("1"))
                .add({"Event", "X"}, kElement, Value::utf8("a"))
                .add({"Event", "X"}, kElement, Value::utf8("b"))
                .json(),
            R"({"Event":{"ID":{"#attributes":{"Q":"1"},"#text":"7"},"X":"a","X_1":"b"}})");
}

TEST(RecordJson, NothingAtAll) {
  EXPECT_EQ(Builder().add({"Event", "X"}, kElement, Value{}).json(), "{}");
}

TEST(ValueJson, KeepsTypes) {
  auto json = [](const Value& value) {
    std::string out;
    append_value_json(value, out);
    return out;
  };
  std::int32_t minus = -5;
  std::uint64_t large = UINT64_MAX;
  std::uint32_t yes = 1;
  double half = 0.5;
  auto of = [](const void* at, std::uint32_t size, ValueType type) {
    return Value{static_cast<const std::byte*>(at), size, type};
  };
  EXPECT_EQ(json(of(&minus, 4, ValueType::kSigned)), "-5");
  EXPECT_EQ(json(of(&large, 8, ValueType::kUnsigned)), "18446744073709551615");
  EXPECT_EQ(json(of(&large, 8, ValueType::kHex)), "\"0xffffffffffffffff\"");
  EXPECT_EQ(json(of(&yes, 4, ValueType::kBoolean)), "true");
  EXPECT_EQ(json(of(&half, 8, ValueType::kReal)), "0.5");
  std::array<Value, 2> list{Value::utf8("a\"b"), Value::empty()};
  EXPECT_EQ(json(Value::list_of(list)), R"(["a\"b",null])");
  EXPECT_EQ(json(of(u"\u00e9", 2, ValueType::kTextUtf16)), "\"\u00e9\"");
}

}  // namespace
}  // namespace noroshi

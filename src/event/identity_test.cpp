#include "event/identity.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

ShapeField field(const std::string& name, FieldSection section, std::uint32_t slot) {
  ShapeField out;
  out.name = name;
  out.path = {"Event", name};
  out.section = section;
  out.slot = slot;
  return out;
}

std::string identity(std::string_view host, std::string_view command, std::uint64_t id) {
  Shape shape(
      {field("Computer", FieldSection::kHeader, 0), field("CommandLine", FieldSection::kData, 1)},
      2);
  std::array<Value, 2> values{Value::utf8(host), Value::utf8(command)};
  std::array<Origin, 1> origins{};
  Record record;
  record.shape = &shape;
  record.values = values;
  record.origins = origins;
  record.id = id;
  std::string out;
  append_identity(record, out);
  return out;
}

TEST(Identity, DependsOnEveryPartAndOnNothingElse) {
  EXPECT_EQ(identity("a", "whoami", 1), identity("a", "whoami", 1));
  EXPECT_NE(identity("a", "whoami", 1), identity("b", "whoami", 1));
  EXPECT_NE(identity("a", "whoami", 1), identity("a", "whoami /all", 1));
  EXPECT_NE(identity("a", "whoami", 1), identity("a", "whoami", 2));
}

TEST(Identity, TypesOfTextDoNotMatter) {
  Shape constant({[] {
                   ShapeField out = field("Channel", FieldSection::kHeader, ShapeField::kConstant);
                   out.constant_text = "System";
                   return out;
                 }()},
                 0);
  Shape slot({field("Channel", FieldSection::kHeader, 0)}, 1);
  const char16_t text[] = u"System";
  std::array<Value, 1> values{
      Value{reinterpret_cast<const std::byte*>(text), 12, ValueType::kTextUtf16}};
  std::array<Origin, 1> origins{};
  Record left;
  left.shape = &constant;
  left.origins = origins;
  Record right;
  right.shape = &slot;
  right.values = values;
  right.origins = origins;
  std::string one;
  std::string other;
  append_identity(left, one);
  append_identity(right, other);
  EXPECT_EQ(one, other);
}

TEST(Identity, WhatACollectorAddsAndItsOwnNumberAndTimeDoNotCount) {
  ShapeField rendering = field("Message", FieldSection::kHeader, 3);
  rendering.path = {"Event", "RenderingInfo", "Message"};
  Shape local({field("EventRecordID", FieldSection::kHeader, 0),
               field("TimeCreated_SystemTime", FieldSection::kHeader, 1),
               field("CommandLine", FieldSection::kData, 2)},
              3);
  Shape forwarded({field("EventRecordID", FieldSection::kHeader, 0),
                   field("TimeCreated_SystemTime", FieldSection::kHeader, 1),
                   field("CommandLine", FieldSection::kData, 2), rendering},
                  4);
  std::array<Value, 4> texts{Value::utf8("77"), Value::utf8("2026-11-23T05:02:09.123Z"),
                             Value::utf8("whoami"), Value::utf8("A process was created.")};
  std::uint64_t number = 77;
  std::array<Value, 3> values{
      Value{reinterpret_cast<const std::byte*>(&number), 8, ValueType::kUnsigned},
      Value::utf8("2026-11-23T05:02:09.1230000Z"), Value::utf8("whoami")};
  Record left;
  left.shape = &local;
  left.values = values;
  left.id = 77;
  Record right;
  right.shape = &forwarded;
  right.values = texts;
  right.id = 5;
  right.time.ticks = 12345;
  EXPECT_EQ(record_number(left), 77U);
  EXPECT_EQ(record_number(right), 77U);
  std::string one;
  std::string other;
  append_identity(left, one);
  append_identity(right, other);
  EXPECT_EQ(one, other);
  EXPECT_EQ(identity_hash(left, 1, one), identity_hash(right, 1, other));
  EXPECT_NE(identity_hash(left, 1, one), identity_hash(left, 2, one));
  texts[2] = Value::utf8("whoami /all");
  EXPECT_NE(identity_hash(left, 1, one), identity_hash(right, 1, other));
}

TEST(Identity, ARulesDetectionHasItsOwnId) {
  DetectionIds ids("x");
  EXPECT_NE(ids.of("rule-1"), ids.of("rule-2"));
  EXPECT_EQ(ids.of("rule-1"), DetectionIds("x").of("rule-1"));
  EXPECT_NE(ids.of("rule-1"), DetectionIds("y").of("rule-1"));
  // A fixed one: ids must not change between versions.
  std::string text;
  append_uuid(ids.of("rule-1"), text);
  EXPECT_EQ(text, "49fb2e64-ce98-57e2-9e2a-73d8da7cf3e4");
}

}  // namespace
}  // namespace noroshi

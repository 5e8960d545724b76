#include "event/shape.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

ShapeField field(std::string name, FieldSection section, std::uint32_t slot) {
  ShapeField made;
  made.name = std::move(name);
  made.section = section;
  made.slot = slot;
  return made;
}

TEST(Shape, DataFieldsWinOverHeaderFieldsOfTheSameName) {
  Shape shape(
      {field("Channel", FieldSection::kHeader, 0), field("Channel", FieldSection::kData, 1)}, 2);
  EXPECT_EQ(shape.find("Channel"), 1u);
  EXPECT_EQ(shape.well_known(WellKnown::kChannel), 0u);
  EXPECT_FALSE(shape.has_duplicate_names());
}

TEST(Shape, ExactNameWinsOverOtherCase) {
  Shape shape(
      {field("FileName", FieldSection::kData, 0), field("Filename", FieldSection::kData, 1)}, 2);
  EXPECT_EQ(shape.find("FileName"), 0u);
  EXPECT_EQ(shape.find("filename"), 1u);
  EXPECT_EQ(shape.find("File"), Shape::kNone);
}

TEST(Shape, LastOfDuplicateNamesCounts) {
  Shape shape({field("A", FieldSection::kData, 0), field("A", FieldSection::kData, 1)}, 2);
  EXPECT_EQ(shape.find("A"), 1u);
  EXPECT_TRUE(shape.has_duplicate_names());
}

TEST(Shape, AMissingWellKnownFieldIsNone) {
  Shape shape({field("EventID", FieldSection::kData, 0)}, 1);
  EXPECT_EQ(shape.well_known(WellKnown::kEventId), Shape::kNone);
}

}  // namespace
}  // namespace noroshi

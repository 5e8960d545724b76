#include "decode/evtx/entity.h"

#include <gtest/gtest.h>

#include "event/value_text.h"

namespace noroshi::evtx {
namespace {

std::string text_of(std::string_view name) {
  Arena arena;
  std::string text;
  append_text(entity_value(name, arena), text);
  return text;
}

TEST(Entity, TheFiveOfXml) {
  EXPECT_EQ(text_of("amp"), "&");
  EXPECT_EQ(text_of("lt"), "<");
  EXPECT_EQ(text_of("gt"), ">");
  EXPECT_EQ(text_of("quot"), "\"");
  EXPECT_EQ(text_of("apos"), "'");
}

TEST(Entity, AnUnknownOneStaysAsWritten) {
  EXPECT_EQ(text_of("nbsp"), "&nbsp;");
  EXPECT_EQ(text_of("AMP"), "&AMP;");
}

}  // namespace
}  // namespace noroshi::evtx

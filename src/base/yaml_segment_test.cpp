#include "base/yaml_segment.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(YamlSegment, EndsBeforeTheNextMarkerBehindContent) {
  EXPECT_EQ(yaml_segment_end("a: 1\n---\nb: 2\n", 0), 5u);
  EXPECT_EQ(yaml_segment_end("a: 1\n---\nb: 2\n", 5), 14u);
}

TEST(YamlSegment, CommentsDirectivesAndEmptyLinesAreNoContent) {
  EXPECT_EQ(yaml_segment_end("# x\n\n%YAML 1.2\n---\na: 1\n--- # next\nb: 2", 0), 24u);
}

TEST(YamlSegment, DashesInsideAWordAreNoMarker) {
  EXPECT_EQ(yaml_segment_end("a: 1\n---b\n", 0), 10u);
}

TEST(YamlSegment, AMarkerMayEndTheText) {
  EXPECT_EQ(yaml_segment_end("a: 1\n---", 0), 5u);
}

}  // namespace
}  // namespace noroshi

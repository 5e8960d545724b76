#include "pipeline/work.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(WorkPlan, CutsFilesIntoNumberedItems) {
  std::vector<SourceFile> files{
      {"a", 4096 + kItemBytes + 10, 4096}, {"b", 100, 100}, {"c", 5000, 4096}};
  WorkPlan plan(files);
  std::vector<WorkItem> items;
  while (auto item = plan.next()) {
    items.push_back(*item);
  }
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].offset, 4096U);
  EXPECT_EQ(items[0].length, kItemBytes);
  EXPECT_FALSE(items[0].is_last);
  EXPECT_EQ(items[1].offset, 4096U + kItemBytes);
  EXPECT_EQ(items[1].length, 10U);
  EXPECT_TRUE(items[1].is_last);
  EXPECT_EQ(items[2].source, 1U);
  EXPECT_EQ(items[2].length, 0U);
  EXPECT_TRUE(items[2].is_last);
  EXPECT_EQ(items[3].number, 3U);
  EXPECT_EQ(items[3].length, 5000U - 4096U);
}

TEST(DiagnosticLog, CountsAllAndKeepsSome) {
  DiagnosticLog log;
  for (std::size_t i = 0; i < DiagnosticLog::kKept + 5; ++i) {
    log.add({"b.kind", 0, i, 0, "x"});
  }
  DiagnosticLog other;
  other.add({"a.kind", 0, 0, 0, "y"});
  log.append(std::move(other));
  EXPECT_EQ(log.kept().size(), DiagnosticLog::kKept);
  EXPECT_EQ(log.total(), DiagnosticLog::kKept + 6);
  EXPECT_EQ(log.counts().front(), (std::pair<std::string_view, std::uint64_t>{"a.kind", 1}));
}

}  // namespace
}  // namespace noroshi

#include <gtest/gtest.h>

#include "normalise/operations/operation.h"
#include "normalise/view.h"
#include "normalise/view_test_support.h"

namespace noroshi {
namespace {

std::string error_of(std::string_view content) {
  const EmbeddedFile file{"t.yml", content};
  auto table = ViewTable::load({&file, 1});
  return table ? "(fine)" : table.error().to_string();
}

std::string error_of_entry(const std::string& expression) {
  std::string text =
      "product: p\nviews:\n  - category: c\n    source: s\n    channels: [C]\n    event_ids: [1]\n"
      "    fields:\n      A: " +
      expression + "\n";
  return error_of(text);
}

TEST(TableReader, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error_of("product: p\nextra: 1\n"), "t.yml:2: 'extra' has no meaning here");
  EXPECT_EQ(error_of("aliases: {}\n"), "t.yml:1: 'product' must be a text");
  EXPECT_EQ(error_of("product: p\n---\nproduct: q\n"), "t.yml: a table is one YAML document");
  EXPECT_EQ(error_of("product: p\nservices:\n  - service: x\n"), "t.yml:3: 'p/x' names no channel");
  EXPECT_EQ(error_of("product: p\nservices:\n  - {service: x, channels: [C]}\n"
                     "  - {service: x, channels: [D]}\n"),
            "t.yml:4: there is already a view 'p/x'");
  EXPECT_EQ(error_of("product: p\nviews:\n  - {category: c, source: s, channels: [C]}\n"),
            "t.yml:3: 'event_ids' must be a list of integers");
  EXPECT_EQ(error_of("product: p\nviews:\n  - {category: c, source: s, channels: [C], event_ids: "
                     "[1], use: [u]}\n"),
            "t.yml:3: there is no field set 'u' in this file");
  EXPECT_EQ(error_of("product: p\nviews:\n  - {category: c, source: s, channels: [C], event_ids: "
                     "['1']}\n"),
            "t.yml:3: 'event_ids' must be a list of integers");
}

TEST(TableReader, Expressions) {
  EXPECT_EQ(error_of_entry("B"), "(fine)");
  EXPECT_EQ(error_of_entry("{number: {input: B, base: 16, digits: 20}}"), "(fine)");
  EXPECT_EQ(error_of_entry("{number: {input: B, digits: 21}}"),
            "t.yml:8: 'digits' must be a number from 1 to 20");
  EXPECT_EQ(error_of_entry("{number: {input: B, base: 8}}"), "t.yml:8: 'base' must be 10 or 16");
  EXPECT_EQ(error_of_entry("{twist: B}"), "t.yml:8: 'twist' is not an operation");
  EXPECT_EQ(error_of_entry("{map: {values: {a: b}}}"), "t.yml:8: 'input' is missing");
  EXPECT_EQ(error_of_entry("{map: {input: B, values: {a: b}, otherwise: x}}"),
            "t.yml:8: 'otherwise' must be input or absent");
  EXPECT_EQ(error_of_entry("{concat: []}"), "t.yml:8: a list of expressions is needed here");
  EXPECT_EQ(error_of_entry("~"), "t.yml:8: the name of a field is needed here");
}

TEST(TableReader, Limits) {
  auto nested = [](int depth) {
    std::string text = "B";
    for (int i = 1; i < depth; ++i) {
      text = "{first_of: [" + text + "]}";
    }
    return text;
  };
  EXPECT_EQ(error_of_entry(nested(kMaxOperationDepth)), "(fine)");
  EXPECT_EQ(error_of_entry(nested(kMaxOperationDepth + 1)),
            "t.yml:8: the expression is nested deeper than 8");
  auto wide = [](std::size_t count) {
    std::string text = "{concat: [";
    for (std::size_t i = 0; i < count; ++i) {
      text += "F" + std::to_string(i) + ", F0, ";
    }
    return text + "F0]}";
  };
  EXPECT_EQ(error_of_entry(wide(kMaxOperationInputs)), "(fine)");
  EXPECT_EQ(error_of_entry(wide(kMaxOperationInputs + 1)),
            "t.yml:8: an expression reads at most 16 different fields");
}

}  // namespace
}  // namespace noroshi

#include "match/quick_predicate.h"

#include <gtest/gtest.h>

#include <random>

namespace noroshi {
namespace {

// One field with the given folded texts.
struct OneField final : FieldReader {
  std::vector<std::string_view> texts;
  Value value(std::uint32_t) override { return texts.empty() ? Value{} : Value::utf8(texts[0]); }
  std::span<const std::string_view> folded(std::uint32_t) override { return texts; }
  std::span<const std::string_view> plain(std::uint32_t) override { return texts; }
  std::size_t value_count() override { return 0; }
  std::span<const std::string_view> value_folded(std::size_t) override { return {}; }
  std::span<const std::string_view> value_plain(std::size_t) override { return {}; }
};

TEST(QuickPredicates, AgreeWithThePredicates) {
  std::mt19937 random(9);
  auto text_of = [&](std::size_t most) {
    std::string text;
    for (auto i = random() % (most + 1); i > 0; --i) {
      text += static_cast<char>('a' + random() % 2);
    }
    return text;
  };
  int quick = 0;
  for (int round = 0; round < 20000; ++round) {
    Item item;
    item.field = "F";
    item.linking = random() % 2 == 0 ? Linking::kAny : Linking::kAll;
    item.negation = random() % 4 == 0 ? Negation::kNegated : Negation::kNone;
    for (auto values = 1 + random() % 9; values > 0; --values) {
      Pattern pattern;
      if (random() % 2 == 0) {
        pattern.tokens.push_back({PatternPart::kAnyRun, {}});
      }
      if (std::string literal = text_of(3); !literal.empty()) {
        pattern.tokens.push_back({PatternPart::kLiteral, literal});
        if (random() % 2 == 0) {
          pattern.tokens.push_back({PatternPart::kAnyRun, {}});
        }
      }
      ItemValue value;
      value.alternatives.push_back(pattern);
      item.values.push_back(value);
    }
    std::vector<std::unique_ptr<Predicate>> predicates;
    predicates.push_back(std::move(*Predicate::make(item, 0, {})));
    QuickPredicates made;
    made.build(predicates);
    if (!made.has(0)) {
      continue;
    }
    ++quick;
    std::string one = text_of(6);
    std::string two = text_of(6);
    OneField field;
    for (std::string_view text : {std::string_view(one), std::string_view(two)}) {
      ASSERT_EQ(made.holds(0, field.texts), predicates[0]->holds(field));
      field.texts.push_back(text);
    }
    ASSERT_EQ(made.holds(0, field.texts), predicates[0]->holds(field));
  }
  EXPECT_GT(quick, 10000);
}

}  // namespace
}  // namespace noroshi

#include "rule/placeholders.h"

#include <gtest/gtest.h>

#include "rule/rule_for_test.h"

namespace noroshi {
namespace {

const Placeholders kValues = {{"a", {"x", "y*"}},
                              {"b", {"1", "2"}},
                              {"path", {R"(C:\)"}},
                              {"DC-NAME.1", {"dc"}},
                              {"none", {}}};

std::string expand(std::string_view text) {
  std::vector<std::string> missing;
  auto patterns = expand_pattern(text, kValues, missing);
  EXPECT_TRUE(patterns.has_value());
  std::string out;
  for (const Pattern& pattern : *patterns) {
    out += (out.empty() ? "" : " | ") + to_string(pattern);
  }
  for (const std::string& name : missing) {
    out += " missing " + name;
  }
  return out;
}

TEST(Placeholders, StandForTheirValues) {
  EXPECT_EQ(expand("%a%"), "x | y*");
  EXPECT_EQ(expand("srv-%a%-%b%"), "srv-x-1 | srv-x-2 | srv-y*-1 | srv-y*-2");
  EXPECT_EQ(expand("%DC-NAME.1%$"), "dc$");
  EXPECT_EQ(expand("%b%%b%"), "11 | 12 | 21 | 22");
}

TEST(Placeholders, APercentSignThatClosesNoNameIsText) {
  EXPECT_EQ(expand("100%"), "100%");
  EXPECT_EQ(expand("50% of %b%"), "50% of 1 | 50% of 2");
  EXPECT_EQ(expand("%%"), "%%");
  EXPECT_EQ(expand(R"(\%a%)"), "%a%");
  EXPECT_EQ(expand(R"(\%a\%)"), "%a%");
}

TEST(Placeholders, EscapesDoNotReachIntoValues) {
  EXPECT_EQ(expand(R"(\\%b%)"), R"(\1 | \2)");
  EXPECT_EQ(expand(R"(%path%*)"), R"(C:\*)");
  std::vector<std::string> missing;
  Pattern pattern = expand_pattern(R"(%path%*)", kValues, missing)->front();
  EXPECT_EQ(pattern.tokens.back().part, PatternPart::kAnyRun);
}

TEST(Placeholders, WithoutValuesTheyAreMissing) {
  EXPECT_EQ(expand("%no% %none% %b%"), "%no% %none% 1 | %no% %none% 2 missing no missing none");
}

TEST(Placeholders, InARegexAreAGroup) {
  std::vector<std::string> missing;
  EXPECT_EQ(expand_regex(R"(^%a%\\%b%\%+%no%$)", kValues, missing), R"(^(?:x|y*)\\(?:1|2)%+%no%$)");
  EXPECT_EQ(missing, std::vector<std::string>{"no"});
}

TEST(Placeholders, LimitsCombinations) {
  Placeholders many;
  for (int i = 0; i < 1000; ++i) {
    many["m"].push_back(std::to_string(i));
  }
  std::vector<std::string> missing;
  EXPECT_TRUE(expand_pattern("%m%", many, missing).has_value());
  EXPECT_EQ(expand_pattern("%m%%m%", many, missing).error().code, ErrorCode::kLimit);
}

TEST(Placeholders, OnlyUnderExpand) {
  LoadedRules plain = load_item("F: '%TEMP%'");
  EXPECT_TRUE(only_rule(plain).unresolved_placeholders.empty());
  EXPECT_EQ(to_string(plain.rules[0]->items[0].values[0].alternatives[0]), "%TEMP%");
}

TEST(Placeholders, ARuleWithoutValuesIsValidAndSaysSo) {
  LoadedRules loaded = load_detection(
      "  s:\n    F|contains|expand: ['%b%', '%a%', 'x']\n    G|re|expand: '%b%'\n"
      "  condition: s\n");
  EXPECT_EQ(only_rule(loaded).unresolved_placeholders, (std::vector<std::string>{"a", "b"}));
}

TEST(Placeholders, ModifiersBeforeAndAfterSeeTheValues) {
  for (const char* item : {"F|contains|expand: '%a%'", "F|expand|contains: '%a%'"}) {
    LoadedRules loaded = load_item(item, kValues);
    const Item& only = only_rule(loaded).items.front();
    ASSERT_EQ(only.values.size(), 1u);  // one of the two, even under `all`
    ASSERT_EQ(only.values[0].alternatives.size(), 2u);
    EXPECT_EQ(to_string(only.values[0].alternatives[0]), "*x*");
    EXPECT_EQ(to_string(only.values[0].alternatives[1]), "*y*");
  }
  LoadedRules encoded = load_item("F|expand|base64: '%b%'", kValues);
  EXPECT_EQ(to_string(only_rule(encoded).items[0].values[0].alternatives[1]), "Mg==");
  LoadedRules regex = load_item("F|re|expand: 'a%b%'", kValues);
  EXPECT_EQ(only_rule(regex).items[0].values[0].regex->text, "a(?:1|2)");
}

TEST(Placeholders, FileIsAMappingOfNamesToValues) {
  auto read = parse_placeholders("one: a\nmany: [b, 3, true]\n'%marked%': c\nempty: []\n", "p.yml");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->at("one"), std::vector<std::string>{"a"});
  EXPECT_EQ(read->at("many"), (std::vector<std::string>{"b", "3", "true"}));
  EXPECT_EQ(read->at("marked"), std::vector<std::string>{"c"});
  EXPECT_TRUE(read->at("empty").empty());
  EXPECT_TRUE(parse_placeholders("", "p.yml")->empty());
}

TEST(Placeholders, FileErrorsNameTheirLine) {
  auto error = [](std::string_view text) {
    return parse_placeholders(text, "p.yml").error().where;
  };
  EXPECT_EQ(error("[a]\n"), "p.yml:1");
  EXPECT_EQ(error("a: 1\nb: {c: d}\n"), "p.yml:2");
  EXPECT_EQ(error("a: 1\nb: [[c]]\n"), "p.yml:2");
  EXPECT_EQ(error("a: 1\n'%a%': 2\n"), "p.yml:2");
  EXPECT_EQ(error("a: '\n"), "p.yml:2");
}

}  // namespace
}  // namespace noroshi

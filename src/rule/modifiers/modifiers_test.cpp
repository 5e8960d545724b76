#include "rule/modifiers/modifiers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "rule/rule_for_test.h"

namespace noroshi {
namespace {

// The patterns of an item's values: alternatives joined by " | ", values by " ; ".
std::string patterns(const Item& item) {
  std::string out;
  for (const ItemValue& value : item.values) {
    out += &value == &item.values.front() ? "" : " ; ";
    for (const Pattern& pattern : value.alternatives) {
      out += (&pattern == &value.alternatives.front() ? "" : " | ") + to_string(pattern);
    }
  }
  return out;
}

Item item_of(std::string_view item) {
  LoadedRules loaded = load_item(item);
  const Rule& rule = only_rule(loaded);
  return rule.items.empty() ? Item{} : rule.items.front();
}

struct Golden {
  const char* item;
  const char* patterns;
};

class PatternModifier : public testing::TestWithParam<Golden> {};

TEST_P(PatternModifier, MakesThePatterns) {
  Item item = item_of(GetParam().item);
  EXPECT_EQ(item.kind, ItemKind::kPattern);
  EXPECT_EQ(patterns(item), GetParam().patterns) << GetParam().item;
}

INSTANTIATE_TEST_SUITE_P(
    Affixes, PatternModifier,
    testing::Values(Golden{R"(F|contains: '\Temp\')", R"(*\Temp\*)"},
                    Golden{R"(F|contains: '\*')", "***"},  // the one in the middle is text
                    Golden{"F|contains: 'foo*bar'", "*foo*bar*"}, Golden{"F|contains: 'a*'", "*a*"},
                    Golden{"F|contains: '*a'", "*a*"}, Golden{"F|contains: ''", "*"},
                    Golden{R"(F|endswith: '\a.exe')", R"(*\a.exe)"},
                    Golden{R"(F|startswith: 'C:\')", R"(C:\*)"},
                    Golden{"F|startswith|endswith: a", "*a*"}, Golden{"F: 'a*b'", "a*b"},
                    Golden{"F|contains|contains: a", "*a*"},
                    Golden{"F|contains: [a, 'b?']", "*a* ; *b?*"}, Golden{"'|contains': a", "*a*"},
                    Golden{"'|all': [a, b]", "a ; b"}));

INSTANTIATE_TEST_SUITE_P(
    Base64, PatternModifier,
    testing::Values(Golden{"F|base64: ping", "cGluZw=="}, Golden{R"(F|base64: 'a\*b')", "YSpi"},
                    Golden{"F|base64: ''", ""}, Golden{"F|base64|base64: a", "WVE9PQ=="},
                    Golden{"F|base64|contains: abc", "*YWJj*"},
                    Golden{"F|base64offset: ping", "cGluZ | Bpbm | waW5n"},
                    Golden{"F|base64offset|contains: ping", "*cGluZ* | *Bpbm* | *waW5n*"},
                    Golden{"F|base64offset: é", "w6 | Op | Dq"},
                    Golden{"F|base64offset: [ab, cd]", "YW | Fi | hY ; Y2 | Nk | jZ"},
                    Golden{"F|wide|base64offset: ping", "cABpAG4AZw | AAaQBuAGcA | wAGkAbgBnA"},
                    Golden{"F|utf16le|base64offset: ping", "cABpAG4AZw | AAaQBuAGcA | wAGkAbgBnA"},
                    Golden{"F|utf16be|base64offset: ping", "AHAAaQBuAG | BwAGkAbgBn | AcABpAG4AZ"},
                    Golden{"F|utf16|base64: ping", "//5wAGkAbgBnAA=="},
                    Golden{"F|wide|base64: é€😀", "6QCsID3YAN4="},
                    Golden{"F|utf16be|base64: é€😀", "AOkgrNg93gA="},
                    Golden{"F|windash|base64: ' -a'",
                           "IC1h | IC9h | IOKAk2E= | IOKAlGE= | IOKAlWE="}));

INSTANTIATE_TEST_SUITE_P(
    Windash, PatternModifier,
    testing::Values(Golden{"F|windash: foo-bar", "foo-bar"},
                    Golden{"F|windash: --flag", "-{-}flag"}, Golden{"F|windash: -a-b", "{-}a-b"},
                    Golden{"F|windash: 'dir*-s'", "dir*{-}s"},
                    Golden{"F|windash: 'dir?-s'", "dir?{-}s"},
                    Golden{"F|contains|windash: ' -enc '", "* {-}enc *"},
                    Golden{"F|windash|contains: ' /c '", "* {-}c *"},
                    Golden{"F|windash: '-a /b'", "{-}a {-}b"}, Golden{"F|windash: '- -'", "- -"},
                    Golden{"F|windash: 'a -'", "a -"}, Golden{"F|windash: '-*'", "-*"},
                    Golden{"F|windash: 'C:/x'", "C:{-}x"}, Golden{"F|windash: 'a/b'", "a/b"},
                    Golden{"F|windash: 'é-a'", "é-a"}, Golden{"F|windash: '-é'", "{-}é"},
                    Golden{"F|windash: '–-a'", "–{-}a"}, Golden{"F|windash: '-–a'", "-–a"},
                    Golden{"F|windash: '–a'", "–a"}, Golden{"F|windash: '-_a'", "{-}_a"},
                    Golden{"F|windash: '-/a'", "-{-}a"}));

TEST(Modifier, AnEscapedStarKeepsItsOwnWildcards) {
  Item item = item_of(R"(F|contains: '\*')");
  Pattern wanted = plain_pattern("*");
  wanted.prepend_any_run();
  wanted.append_any_run();
  EXPECT_EQ(item.values.at(0).alternatives.at(0), wanted);
}

TEST(Modifier, WholeItem) {
  EXPECT_EQ(item_of("F: [a, b]").linking, Linking::kAny);
  EXPECT_EQ(item_of("F|all: [a, b]").linking, Linking::kAll);
  EXPECT_EQ(item_of("F|all|contains: [a, b]").linking, Linking::kAll);
  EXPECT_EQ(item_of("F: a").negation, Negation::kNone);
  Item item = item_of("F|neq|contains|all: [a, b]");
  EXPECT_EQ(item.negation, Negation::kNegated);
  EXPECT_EQ(item.linking, Linking::kAll);
  EXPECT_EQ(patterns(item), "*a* ; *b*");
  EXPECT_EQ(item.modifiers, (std::vector<std::string>{"neq", "contains", "all"}));
}

TEST(Modifier, Cased) {
  EXPECT_EQ(item_of("F|contains: a").casing, Casing::kFolded);
  for (const char* item : {"F|cased: a", "F|cased|contains: a", "F|contains|cased: a"}) {
    EXPECT_EQ(item_of(item).casing, Casing::kCased) << item;
  }
}

TEST(Modifier, Regex) {
  Item item = item_of(R"(F|re|i|m|s: 'a\\*\.b')");
  EXPECT_EQ(item.kind, ItemKind::kRegex);
  const RegexLiteral& regex = *item.values[0].regex;
  EXPECT_EQ(regex.text, R"(a\\*\.b)");
  EXPECT_TRUE(regex.ignore_case && regex.multi_line && regex.dot_matches_newline);
  EXPECT_TRUE(item.values[0].alternatives.empty());

  RegexLiteral plain = *item_of("F|re: a").values[0].regex;
  EXPECT_FALSE(plain.ignore_case || plain.multi_line || plain.dot_matches_newline);
  RegexLiteral words = *item_of("F|re|ignorecase|multiline|dotall: a").values[0].regex;
  EXPECT_TRUE(words.ignore_case && words.multi_line && words.dot_matches_newline);

  for (const char* affixed : {"F|re|contains: ^a", "F|re|startswith: ^a", "F|re|endswith: ^a"}) {
    EXPECT_EQ(item_of(affixed).values[0].regex->text, "^a");  // searched anywhere as it is
  }
  EXPECT_EQ(item_of("F|re|all: [a, b]").linking, Linking::kAll);
  EXPECT_EQ(item_of("F|re|neq: a").negation, Negation::kNegated);
  EXPECT_EQ(item_of("F|all|re: [a, b]").kind, ItemKind::kRegex);
  EXPECT_EQ(item_of("'|re': a").kind, ItemKind::kRegex);
}

TEST(Modifier, Cidr) {
  Item item = item_of("F|cidr: ['10.0.0.0/8', '::1']");
  EXPECT_EQ(item.kind, ItemKind::kCidr);
  EXPECT_TRUE(item.values[0].network->is_ipv4);
  EXPECT_EQ(item.values[1].network->prefix, 128);
  EXPECT_EQ(item_of("F|cidr|neq: '10.0.0.0/8'").negation, Negation::kNegated);
}

TEST(Modifier, Compare) {
  struct Row {
    const char* item;
    Comparison comparison;
  };
  for (const Row& row :
       {Row{"F|lt: 5", Comparison::kLess}, Row{"F|lte: 5", Comparison::kLessEqual},
        Row{"F|gt: 5", Comparison::kGreater}, Row{"F|gte: 5", Comparison::kGreaterEqual}}) {
    Item item = item_of(row.item);
    EXPECT_EQ(item.kind, ItemKind::kCompare);
    EXPECT_EQ(item.comparison, row.comparison) << row.item;
    EXPECT_EQ(item.values[0].number->integer, 5);
    EXPECT_TRUE(item.values[0].alternatives.empty());
  }
  NumberLiteral real = *item_of("F|gt: -1.5").values[0].number;
  EXPECT_FALSE(real.is_integer);
  EXPECT_EQ(real.real, -1.5);
}

TEST(Modifier, TimeParts) {
  struct Row {
    const char* item;
    TimePart part;
    Comparison comparison;
  };
  for (const Row& row : {Row{"F|minute: 5", TimePart::kMinute, Comparison::kEqual},
                         Row{"F|hour: 5", TimePart::kHour, Comparison::kEqual},
                         Row{"F|day: 5", TimePart::kDay, Comparison::kEqual},
                         Row{"F|week: 5", TimePart::kWeek, Comparison::kEqual},
                         Row{"F|month: 5", TimePart::kMonth, Comparison::kEqual},
                         Row{"F|year: 5", TimePart::kYear, Comparison::kEqual},
                         Row{"F|hour|gte: 5", TimePart::kHour, Comparison::kGreaterEqual},
                         Row{"F|neq|hour|lt: 5", TimePart::kHour, Comparison::kLess}}) {
    Item item = item_of(row.item);
    EXPECT_EQ(item.kind, ItemKind::kTimePart);
    EXPECT_EQ(item.time_part, row.part) << row.item;
    EXPECT_EQ(item.comparison, row.comparison) << row.item;
  }
}

TEST(Modifier, FieldReference) {
  Item item = item_of("F|fieldref: Other.Name");
  EXPECT_EQ(item.kind, ItemKind::kFieldReference);
  EXPECT_EQ(item.affix, Affix::kWhole);
  EXPECT_EQ(item.values[0].field, "Other.Name");
  EXPECT_EQ(item_of("F|fieldref|contains: G").affix, Affix::kContains);
  EXPECT_EQ(item_of("F|fieldref|startswith: G").affix, Affix::kStartsWith);
  EXPECT_EQ(item_of("F|fieldref|endswith: G").affix, Affix::kEndsWith);
  EXPECT_EQ(item_of("F|fieldref|endswith|startswith: G").affix, Affix::kContains);
  EXPECT_EQ(item_of("F|fieldref|neq: G").negation, Negation::kNegated);
}

TEST(Modifier, Exists) {
  Item item = item_of("F|exists: true");
  EXPECT_EQ(item.kind, ItemKind::kExists);
  EXPECT_TRUE(item.expected);
  EXPECT_FALSE(item_of("F|exists: false").expected);
}

struct Refusal {
  const char* item;
  const char* says;
};

class ModifierRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(ModifierRefusal, SaysWhy) {
  RuleProblem problem = only_problem(load_item(GetParam().item));
  EXPECT_NE(problem.message.find(GetParam().says), std::string::npos) << problem.message;
  EXPECT_EQ(problem.line, 7);
}

INSTANTIATE_TEST_SUITE_P(
    Slips, ModifierRefusal,
    testing::Values(
        Refusal{"F|Contains: a",
                "unknown modifier 'Contains' in 'F|Contains'; did you mean 'contains'?"},
        Refusal{"F|endwith: a", "did you mean 'endswith'?"},
        Refusal{"F|: a", "unknown modifier ''"},
        Refusal{"F|nothing_like_it: a", "known are: all, base64"},
        Refusal{"F|contains: 5", "'5' is a number (quote it"},
        Refusal{"F|contains: null", "'null' is null"},
        Refusal{"F|contains: true", "'true' is true or false"},
        Refusal{"F|startswith: [a, 5]", "'5' is a number"}, Refusal{"F|endswith: ~", "is null"},
        Refusal{"F|cased: 5", "is a number"}, Refusal{"F|re: 5", "is a number"},
        Refusal{"F|contains|re: a", "'re' must be the first"},
        Refusal{"F|re|cased: a", "is a regular expression"},
        Refusal{"F|re|windash: a", "is a regular expression"},
        Refusal{"F|re|base64: a", "is a regular expression"},
        Refusal{"F|i: a", "'i' needs 're' before it"}, Refusal{"F|m: a", "'m' needs"},
        Refusal{"F|s: a", "'s' needs"},
        Refusal{"F|base64: 'a*'", "cannot encode the wildcard in 'a*'"},
        Refusal{"F|base64: 5", "is a number"}, Refusal{"F|contains|base64: a", "cannot encode"},
        Refusal{"F|base64offset: 'a?b'", "cannot encode"},
        Refusal{"F|base64offset: a", "too short"}, Refusal{"F|base64offset: ''", "too short"},
        Refusal{"F|windash|base64: '-a -b -c -d -e -f'", "more than 3125 forms"},
        Refusal{"F|wide: a", "follow wide"}, Refusal{"F|utf16|contains: a", "encoded as bytes"},
        Refusal{"F|wide|wide|base64: a", "encoded as bytes"},
        Refusal{"F|windash: 5", "is a number"}, Refusal{"F|cidr: '192.168.*'", "is not a network"},
        Refusal{"F|cidr: '10.0.0.1/8'", "beyond its prefix"},
        Refusal{"F|cidr|contains: '10.0.0.0/8'", "is a network"},
        Refusal{"F|contains|cidr: '10.0.0.0/8'", "must be the first"},
        Refusal{"F|cidr: 10", "is a number"},
        Refusal{"F|lt: '5'", "needs a number, and '5' is text"}, Refusal{"F|gt: .inf", "is text"},
        Refusal{"F|gt|lt: 5", "follows another comparison"},
        Refusal{"F|gt|contains: 5", "is a number"},
        Refusal{"F|gte|hour: 5", "'hour' must be the first"}, Refusal{"F|hour: '5'", "is text"},
        Refusal{"F|hour: 5.5", "needs a whole number"},
        Refusal{"F|hour|minute: 5", "must be the first"}, Refusal{"F|fieldref: 5", "is a number"},
        Refusal{"F|fieldref: ''", "not ''"}, Refusal{"F|contains|fieldref: G", "must be the first"},
        Refusal{"F|fieldref|cased: G", "is the name of a field"},
        Refusal{"F|exists: 'true'", "is text"}, Refusal{"F|exists: 1", "is a number"},
        Refusal{"F|contains|exists: true", "is true or false"},
        Refusal{"F|exists: [true, false]", "takes one value"},
        Refusal{"F|exists|contains: true", "is true or false"},
        Refusal{"F|expand: 5", "is a number"},
        Refusal{"F|base64|expand: '%a%'", "must stand before 'base64'"},
        Refusal{"'|exists': true", "needs a field name"},
        Refusal{"'|cidr': '::1'", "needs a field name"}, Refusal{"'|lt': 5", "needs a field name"},
        Refusal{"'|hour': 5", "needs a field name"},
        Refusal{"'|fieldref': G", "needs a field name"}));

TEST(Modifier, AllOnOneValueIsAWarning) {
  RuleProblem problem = only_problem(load_item("F|contains|all: a"), ProblemKind::kWarning);
  EXPECT_NE(problem.message.find("'all' on one value"), std::string::npos);
}

TEST(Modifier, NamesAreFoundAsWritten) {
  std::vector<std::string_view> names = modifier_names();
  EXPECT_EQ(names.size(), 34u);
  for (std::string_view name : names) {
    EXPECT_NE(find_modifier(name), nullptr) << name;
    EXPECT_EQ(nearest_modifier(name), name);
  }
  EXPECT_EQ(find_modifier("RE"), nullptr);
  EXPECT_EQ(find_modifier("zzz"), nullptr);
  EXPECT_EQ(nearest_modifier("regex_that_is_no_modifier"), "");
}

}  // namespace
}  // namespace noroshi

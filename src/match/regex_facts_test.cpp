#include "match/regex_facts.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>

#include "base/fold.h"

namespace noroshi {
namespace {

using Clauses = std::vector<std::vector<std::string>>;

TEST(RegexFacts, Literals) {
  auto facts = find_regex_facts("cmd.{0,5}(?:/c|/r).+PowerShell");
  EXPECT_EQ(facts.clauses, (Clauses{{"cmd"}, {"/c", "/r"}, {"powershell"}}));
  EXPECT_EQ(facts.least_length, 16u);
}

TEST(RegexFacts, SmallFiniteSetsAreJoined) {
  EXPECT_EQ(find_regex_facts("a[bc]d?e").clauses, (Clauses{{"abde", "abe", "acde", "ace"}}));
  EXPECT_EQ(find_regex_facts("(?i)foo|ba+r").clauses, (Clauses{{"ba", "foo"}}));
}

TEST(RegexFacts, RepeatsAndClasses) {
  auto facts = find_regex_facts("\\s[a-fA-F0-9]{64}\\s[a-fA-F0-9]{16}");
  EXPECT_TRUE(facts.clauses.empty());
  EXPECT_EQ(facts.least_length, 82u);
  ASSERT_EQ(facts.runs.size(), 2u);
  EXPECT_EQ(facts.runs[0].least, 64u);
  std::string digits(63, 'a');
  EXPECT_FALSE(facts.allow(" " + digits + " " + digits + "  "));
  EXPECT_TRUE(facts.allow(" " + digits + "7 " + digits));
  EXPECT_EQ(find_regex_facts("x*").least_length, 0u);
  EXPECT_TRUE(find_regex_facts("x*").clauses.empty());
  EXPECT_EQ(find_regex_facts("(ab){2,}").clauses, (Clauses{{"ab"}}));
  EXPECT_EQ(find_regex_facts("(ab){2,}").least_length, 4u);
  EXPECT_EQ(find_regex_facts("a{b").clauses, (Clauses{{"a{b"}}));
}

TEST(RegexFacts, UnknownSyntaxGivesNothing) {
  for (const char* text :
       {"(?P<n>abc)", "abc\\x41", "\\p{Greek}abc", "(abc", "abc)", "[abc", "\\Qabc\\E"}) {
    auto facts = find_regex_facts(text);
    EXPECT_TRUE(facts.clauses.empty()) << text;
    EXPECT_EQ(facts.least_length, 0u) << text;
  }
}

// Every text that RE2 matches must be allowed: generated expressions over a small alphabet.
TEST(RegexFacts, NeverForbidsAMatch) {
  std::mt19937 random(3);
  auto pick = [&](auto... options) {
    std::string all[] = {options...};
    return all[random() % sizeof...(options)];
  };
  int matched = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string expression = pick(std::string(""), std::string("(?i)"));
    auto pieces = 1 + random() % 6;
    int open = 0;
    for (unsigned i = 0; i < pieces; ++i) {
      if (random() % 4 == 0) {
        expression += pick(std::string("("), std::string("(?:"));
        ++open;
      }
      expression +=
          pick(std::string("a"), std::string("B"), std::string("ab"), std::string("[ab]"),
               std::string("[^a]"), std::string("[a-bk]{8}"), std::string("[ab]{8,9}"),
               std::string("."), std::string("\\w"), std::string("a|b"), std::string("\\."),
               std::string("[a-b]"), std::string("k"), std::string("^"), std::string("$"));
      if (random() % 3 == 0) {
        expression += pick(std::string("*"), std::string("+"), std::string("?"), std::string("{2}"),
                           std::string("{1,2}"), std::string("{2,}"), std::string("+?"));
      }
      if (open > 0 && random() % 2 == 0) {
        expression += ")";
        --open;
      }
    }
    expression += std::string(static_cast<std::size_t>(open), ')');
    re2::RE2::Options options;
    options.set_log_errors(false);
    re2::RE2 engine(expression, options);
    if (!engine.ok()) {
      continue;
    }
    auto facts = find_regex_facts(expression);
    for (int texts = 0; texts < 10; ++texts) {
      std::string text;
      for (unsigned i = random() % 24; i > 0; --i) {
        text += pick(std::string("a"), std::string("b"), std::string("A"), std::string("B"),
                     std::string("."), std::string("\u212A"), std::string("k"));
      }
      if (re2::RE2::PartialMatch(text, engine)) {
        ++matched;
        ASSERT_TRUE(facts.allow(fold(std::string_view(text)))) << expression << " on " << text;
      }
    }
  }
  EXPECT_GT(matched, 10000);
}

}  // namespace
}  // namespace noroshi

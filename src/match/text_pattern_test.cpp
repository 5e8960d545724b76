#include "match/text_pattern.h"

#include <gtest/gtest.h>

#include <random>

namespace noroshi {
namespace {

// '*' any run, '?' any one, '^' a dash; all else literal.
Pattern pattern(std::string_view text) {
  Pattern made;
  for (char c : text) {
    PatternPart part = c == '*'   ? PatternPart::kAnyRun
                       : c == '?' ? PatternPart::kAnyOne
                       : c == '^' ? PatternPart::kDash
                                  : PatternPart::kLiteral;
    if (part == PatternPart::kLiteral) {
      if (made.tokens.empty() || made.tokens.back().part != PatternPart::kLiteral) {
        made.tokens.push_back({part, {}});
      }
      made.tokens.back().text += c;
    } else if (part != PatternPart::kAnyRun || made.tokens.empty() ||
               made.tokens.back().part != PatternPart::kAnyRun) {
      made.tokens.push_back({part, {}});
    }
  }
  return made;
}

bool matches(std::string_view text, std::string_view wanted) {
  return TextPattern::make(pattern(wanted), Casing::kCased).matches(text);
}

TEST(TextPattern, Anchors) {
  EXPECT_TRUE(matches("abc", "abc"));
  EXPECT_FALSE(matches("abcd", "abc"));
  EXPECT_TRUE(matches("abcd", "abc*"));
  EXPECT_TRUE(matches("xabc", "*abc"));
  EXPECT_TRUE(matches("xabcx", "*abc*"));
  EXPECT_FALSE(matches("xab", "*abc*"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_FALSE(matches("a", ""));
  EXPECT_TRUE(matches("", "*"));
  EXPECT_TRUE(matches("anything\nat all", "*"));
}

TEST(TextPattern, InnerWildcards) {
  EXPECT_TRUE(matches("foo bar", "foo*bar"));
  EXPECT_TRUE(matches("foobar", "foo*bar"));
  EXPECT_FALSE(matches("foobarx", "foo*bar"));
  EXPECT_TRUE(matches("aXbXb", "a*b"));
  EXPECT_TRUE(matches("abcbc", "a*bc"));  // the last segment is sought from the end
  EXPECT_TRUE(matches("abab", "*ab?b"));
  EXPECT_FALSE(matches("ab", "ab*b"));      // segments may not overlap
  EXPECT_TRUE(matches("日本語", "日?語"));  // one code point, three bytes
  EXPECT_FALSE(matches("日語", "日?語"));
}

TEST(TextPattern, Dashes) {
  for (const char* text : {"x -a y", "x /a y", "x \u2013a y", "x \u2014a y", "x \u2015a y"}) {
    EXPECT_TRUE(matches(text, "* ^a*")) << text;
  }
  EXPECT_FALSE(matches("x a y", "* ^a*"));
}

TEST(TextPattern, FoldsBothSides) {
  auto made = TextPattern::make(pattern("*\\CMD.exe"), Casing::kFolded);
  EXPECT_TRUE(made.matches("c:\\windows\\cmd.exe"));
  EXPECT_EQ(made.needle().text, "\\cmd.exe");
  EXPECT_EQ(made.needle().anchor, Anchor::kEnd);
  EXPECT_TRUE(made.is_needle());
}

TEST(TextPattern, FindsWhere) {
  auto found = TextPattern::make(pattern("*foo*bar*"), Casing::kCased).find("xxfoo-barxx");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->position, 2u);
  EXPECT_EQ(found->length, 7u);
}

// The oracle: textbook recursion over bytes.
bool naive(std::string_view text, std::string_view wanted) {
  if (wanted.empty()) {
    return text.empty();
  }
  if (wanted[0] == '*') {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (naive(text.substr(i), wanted.substr(1))) {
        return true;
      }
    }
    return false;
  }
  return !text.empty() && (wanted[0] == '?' || wanted[0] == text[0]) &&
         naive(text.substr(1), wanted.substr(1));
}

TEST(TextPattern, AgreesWithTheTextbookOnEverythingSmall) {
  const std::string_view pattern_alphabet = "ab*?";
  const std::string_view text_alphabet = "ab";
  std::vector<std::string> patterns = {""};
  for (std::size_t i = 0; i < patterns.size() && patterns[i].size() < 5; ++i) {
    for (char c : pattern_alphabet) {
      patterns.push_back(patterns[i] + c);
    }
  }
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; i < texts.size() && texts[i].size() < 6; ++i) {
    for (char c : text_alphabet) {
      texts.push_back(texts[i] + c);
    }
  }
  for (const std::string& wanted : patterns) {
    auto made = TextPattern::make(pattern(wanted), Casing::kCased);
    for (const std::string& text : texts) {
      ASSERT_EQ(made.matches(text), naive(text, wanted)) << text << " against " << wanted;
      ASSERT_EQ(made.find(text).has_value(), naive(text, wanted)) << text << " against " << wanted;
      if (made.matches(text)) {
        ASSERT_NE(text.find(made.needle().text), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace noroshi

#include "match/literal_scanner.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace noroshi {
namespace {

std::set<std::uint32_t> scan(const LiteralScanner& scanner, std::string_view text) {
  std::set<std::uint32_t> found;
  scanner.scan(text, [&](std::uint32_t payload) {
    found.insert(payload);
    return true;
  });
  return found;
}

bool lies_in(const Literal& literal, std::string_view text) {
  switch (literal.anchor) {
    case Anchor::kWhole:
      return text == literal.text;
    case Anchor::kStart:
      return text.starts_with(literal.text);
    case Anchor::kEnd:
      return text.ends_with(literal.text);
    case Anchor::kAnywhere:
      return text.find(literal.text) != std::string_view::npos;
  }
  return false;
}

TEST(LiteralScanner, FindsEachInItsPlaceOnly) {
  LiteralScanner scanner({{"\\cmd.exe", Anchor::kEnd, 1},
                          {"c:\\win", Anchor::kStart, 2},
                          {"system32", Anchor::kAnywhere, 3},
                          {"/c", Anchor::kAnywhere, 4},
                          {"x", Anchor::kEnd, 5},
                          {"true", Anchor::kWhole, 6},
                          {"", Anchor::kWhole, 7}});
  using Set = std::set<std::uint32_t>;
  EXPECT_EQ(scan(scanner, "c:\\windows\\system32\\cmd.exe"), (Set{1, 2, 3}));
  EXPECT_EQ(scan(scanner, "c:\\windows\\system32\\cmd.exe /c x"), (Set{2, 3, 4, 5}));
  EXPECT_EQ(scan(scanner, "true"), (Set{6}));
  EXPECT_EQ(scan(scanner, ""), (Set{7}));
  EXPECT_EQ(scan(scanner, "x"), (Set{5}));
  EXPECT_EQ(scan(scanner, "/c"), (Set{4}));
}

TEST(LiteralScanner, StopsWhenTold) {
  LiteralScanner scanner({{"aaaa", Anchor::kAnywhere, 1}, {"bbbb", Anchor::kAnywhere, 2}});
  int calls = 0;
  scanner.scan("aaaabbbb", [&](std::uint32_t) {
    ++calls;
    return false;
  });
  EXPECT_EQ(calls, 1);
}

TEST(LiteralScanner, AgreesWithSearchingEachOnRandomSets) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    unsigned letters = 2 + random() % 6;
    auto text_of = [&](std::size_t length) {
      std::string text;
      for (std::size_t i = 0; i < length; ++i) {
        text += static_cast<char>(random() % 30 == 0 ? 0xc3 : 'a' + random() % letters);
      }
      return text;
    };
    std::vector<Literal> literals;
    auto count = 1 + random() % 200;
    for (unsigned i = 0; i < count; ++i) {
      auto anchor = static_cast<Anchor>(random() % 4);
      std::size_t length = (anchor == Anchor::kWhole ? 0 : 1) + random() % 9;
      literals.push_back({text_of(length), anchor, i});
    }
    LiteralScanner scanner(literals);
    for (int texts = 0; texts < 50; ++texts) {
      std::string text = text_of(random() % 40);
      if (random() % 4 == 0) {
        text = literals[random() % literals.size()].text;
      }
      std::set<std::uint32_t> wanted;
      for (const Literal& literal : literals) {
        if (lies_in(literal, text)) {
          wanted.insert(literal.payload);
        }
      }
      ASSERT_EQ(scan(scanner, text), wanted) << text;
    }
  }
}

TEST(LiteralScanner, CommonTextIsJudgedMoreFrequentThanRareText) {
  EXPECT_GT(estimated_frequency("\\cmd.exe", Anchor::kEnd),
            estimated_frequency("sekurlsa::logonpasswords", Anchor::kAnywhere));
  EXPECT_GT(estimated_frequency("-e", Anchor::kAnywhere),
            estimated_frequency("javascript:", Anchor::kAnywhere));
}

}  // namespace
}  // namespace noroshi

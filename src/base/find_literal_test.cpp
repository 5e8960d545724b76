#include "base/find_literal.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace noroshi {
namespace {

TEST(FindLiteral, AgreesWithTheStandardLibrary) {
  std::mt19937 random(5);
  for (int round = 0; round < 50000; ++round) {
    unsigned letters = 1 + random() % 3;
    auto text_of = [&](std::size_t length) {
      std::string text;
      for (std::size_t i = 0; i < length; ++i) {
        text += static_cast<char>('a' + random() % letters);
      }
      return text;
    };
    std::string text = text_of(random() % 120);
    std::string literal = text_of(random() % (round % 50 == 0 ? 90 : 7));
    if (random() % 3 == 0 && text.size() > 20) {
      literal = text.substr(random() % 10, 1 + random() % 80);
    }
    std::size_t from = random() % 130;
    ASSERT_EQ(find_literal(text, literal, from), text.find(literal, from))
        << text << " / " << literal << " / " << from;
  }
}

}  // namespace
}  // namespace noroshi

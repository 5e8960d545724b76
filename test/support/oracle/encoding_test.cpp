#include "support/oracle/encoding.h"

#include <gtest/gtest.h>

namespace noroshi::oracle {
namespace {

using Three = std::array<std::string, 3>;

TEST(OracleEncoding, FollowsTheTable) {
  EXPECT_EQ(base64("ping"), "cGluZw==");
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64_offsets("ping"), (Three{"cGluZ", "Bpbm", "waW5n"}));
  EXPECT_EQ(base64_offsets(utf16(U"ping", Utf16::kLittle)),
            (Three{"cABpAG4AZw", "AAaQBuAGcA", "wAGkAbgBnA"}));
  EXPECT_EQ(base64_offsets(utf16(U"ping", Utf16::kBig)),
            (Three{"AHAAaQBuAG", "BwAGkAbgBn", "AcABpAG4AZ"}));
  EXPECT_EQ(base64(utf16(U"ping", Utf16::kLittleWithMark)), "//5wAGkAbgBnAA==");
}

TEST(OracleEncoding, CutsBehindTheBytesNotTheCharacters) {
  EXPECT_EQ(base64_offsets("\xC3\xA9"), (Three{"w6", "Op", "Dq"}));
}

// What an encoder makes of a longer text holds the form for its place.
TEST(OracleEncoding, EveryPlaceIsFound) {
  for (std::string front : {"", "x", "xy", "xyz"}) {
    for (std::string text : {"abc", "abcd", "abcde"}) {
      std::string whole = base64(front + text + "tail");
      EXPECT_NE(whole.find(base64_offsets(text)[front.size() % 3]), std::string::npos)
          << front << text;
    }
  }
}

}  // namespace
}  // namespace noroshi::oracle

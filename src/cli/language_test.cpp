#include "cli/language.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace noroshi::cli {
namespace {

class Wanted : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"NOROSHI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
      ::unsetenv(name);
    }
  }
  static bool is_japanese(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "noroshi");
    return wanted_language(arguments) == Language::kJapanese;
  }
};

TEST_F(Wanted, Words) {
  EXPECT_EQ(language_from("ja"), Language::kJapanese);
  EXPECT_EQ(language_from("JA_JP.UTF-8"), Language::kJapanese);
  EXPECT_EQ(language_from("en_GB"), Language::kEnglish);
  EXPECT_FALSE(language_from("java").has_value());
  EXPECT_FALSE(language_from("").has_value());
}

TEST_F(Wanted, TheFlagCountsWhereverItStands) {
  EXPECT_FALSE(is_japanese({"hunt", "logs"}));
  EXPECT_TRUE(is_japanese({"--lang", "ja", "hunt"}));
  EXPECT_TRUE(is_japanese({"hunt", "logs", "--lang=ja"}));
  EXPECT_FALSE(is_japanese({"hunt", "--", "--lang=ja"}));
  EXPECT_FALSE(is_japanese({"hunt", "--lang"}));
}

TEST_F(Wanted, TheFlagBeforeTheVariableBeforeTheLocale) {
  ::setenv("LANG", "ja_JP.UTF-8", 1);
  EXPECT_TRUE(is_japanese({"hunt"}));
  ::setenv("LC_ALL", "C", 1);
  EXPECT_FALSE(is_japanese({"hunt"}));
  ::setenv("LC_ALL", "ja_JP.eucJP", 1);  // its terminal could not show what we write
  EXPECT_FALSE(is_japanese({"hunt"}));
  ::setenv("NOROSHI_LANG", "ja", 1);
  EXPECT_TRUE(is_japanese({"hunt"}));
  EXPECT_FALSE(is_japanese({"hunt", "--lang", "en"}));
  ::setenv("LC_ALL", "ja_JP.UTF-8", 1);
  ::setenv("NOROSHI_LANG", "en", 1);
  EXPECT_FALSE(is_japanese({"hunt"}));
}

}  // namespace
}  // namespace noroshi::cli

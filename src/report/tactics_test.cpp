#include "report/tactics.h"

#include <gtest/gtest.h>

#include "base/message.h"

namespace noroshi {
namespace {

TEST(Tactics, TagsAreWrittenInSeveralWays) {
  const Tactic& lateral = tactics()[9];
  EXPECT_EQ(lateral.name, "Lateral Movement");
  EXPECT_TRUE(names_tactic("attack.lateral-movement", lateral));
  EXPECT_TRUE(names_tactic("attack.Lateral_Movement", lateral));
  EXPECT_FALSE(names_tactic("attack.lateral", lateral));
  EXPECT_FALSE(names_tactic("attack.execution", lateral));
}

TEST(Tactics, JapaneseNamesKeepTheEnglishOneInBrackets) {
  set_language(Language::kJapanese);
  for (const Tactic& tactic : tactics()) {
    std::string name(tactic_name(tactic));
    EXPECT_TRUE(name.ends_with(" (" + std::string(tactic.name) + ")")) << name;
    EXPECT_GT(static_cast<unsigned char>(name[0]), 0x7f) << name;
  }
  set_language(Language::kEnglish);
}

TEST(Tactics, Techniques) {
  EXPECT_TRUE(names_technique("attack.t1566"));
  EXPECT_TRUE(names_technique("attack.T1566.001"));
  EXPECT_FALSE(names_technique("attack.t156"));
  EXPECT_FALSE(names_technique("attack.g0016"));
  EXPECT_FALSE(names_technique("cve.2024-1234"));
}

}  // namespace
}  // namespace noroshi

#include "cli/installed_packs.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace noroshi::cli {
namespace {

TEST(InstalledPacks, NamesAreFreeOfPaths) {
  for (std::string name : {"sigma", "Sigma_2026.08-01", "7"}) {
    EXPECT_TRUE(is_pack_name(name)) << name;
  }
  for (std::string name : {"", ".", "..", "../a", "a/b", "-a", ".a", "a b", "a\n"}) {
    EXPECT_FALSE(is_pack_name(name)) << name;
  }
  EXPECT_TRUE(is_pack_name(std::string(64, 'a')));
  EXPECT_FALSE(is_pack_name(std::string(65, 'a')));
}

TEST(InstalledPacks, ANameComesFromTheFile) {
  EXPECT_EQ(pack_name_from("x/sigma_all_rules.zip"), "sigma_all_rules");
  EXPECT_EQ(pack_name_from("Our Rules.tar.gz"), "our-rules");
  EXPECT_EQ(pack_name_from("rules.tgz"), "rules");
  EXPECT_EQ(pack_name_from("one.yml"), "one");
  for (std::string path : {"...zip", "-.zip", "/"}) {
    EXPECT_TRUE(is_pack_name(pack_name_from(path))) << path;
  }
}

TEST(InstalledPacks, FlagsComeBeforeTheEnvironment) {
  ::unsetenv("NOROSHI_PACKS");
  ::unsetenv("XDG_DATA_HOME");
  ::unsetenv("HOME");
  EXPECT_EQ(packs_folder(""), "");
  ::setenv("HOME", "/home/a", 1);
  EXPECT_EQ(packs_folder(""), "/home/a/.local/share/noroshi/packs");
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(packs_folder(""), "/data/noroshi/packs");
  ::setenv("NOROSHI_PACKS", "/packs", 1);
  EXPECT_EQ(packs_folder(""), "/packs");
  EXPECT_EQ(packs_folder("/mine"), "/mine");
}

TEST(InstalledPacks, AFolderThatDoesNotExistHasNone) {
  auto packs = installed_packs("no-such-folder-of-packs");
  ASSERT_TRUE(packs);
  EXPECT_TRUE(packs->empty());
}

}  // namespace
}  // namespace noroshi::cli

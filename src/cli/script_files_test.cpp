#include "cli/script_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

TEST(ScriptFileName, IsMadeOfWhatIsHarmless) {
  Time time = Time::from_civil(2026, 11, 23, 5, 2, 9, 1234567);
  EXPECT_EQ(script_file_name(1, "DC01.corp", time, "4f0c-11"),
            "000001_DC01.corp_20261123T050209Z_4f0c-11.ps1.txt");
  EXPECT_EQ(script_file_name(12345678, "", time, ""), "12345678___20261123T050209Z__.ps1.txt");
  EXPECT_EQ(script_file_name(2, "../../etc", time, "a/b\\c:d\n\x1b\xe3\x81\x82"),
            "000002__.._.._etc_20261123T050209Z_a_b_c_d_____.ps1.txt");
  EXPECT_LT(script_file_name(3, std::string(5000, 'x'), time, std::string(5000, 'y')).size(), 255U);
}

class ScriptFolderTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }

  fs::path root_ = fs::temp_directory_path() / ("noroshi-scripts-" + std::to_string(::getpid()));
};

TEST_F(ScriptFolderTest, WritesNewFilesOnly) {
  auto folder = ScriptFolder::open((root_ / "a/b").string(), {});
  ASSERT_TRUE(folder.has_value());
  EXPECT_TRUE(folder->write("x.txt", "text").has_value());
  EXPECT_EQ(fs::file_size(root_ / "a/b/x.txt"), 4U);
  EXPECT_FALSE(folder->write("x.txt", "other").has_value());
  EXPECT_EQ(fs::file_size(root_ / "a/b/x.txt"), 4U);
  fs::create_symlink(root_ / "elsewhere", root_ / "a/b/link.txt");
  EXPECT_FALSE(folder->write("link.txt", "text").has_value());
  EXPECT_FALSE(fs::exists(root_ / "elsewhere"));
}

TEST_F(ScriptFolderTest, EvidenceIsNotWrittenTo) {
  fs::create_directories(root_ / "logs");
  std::string logs = (root_ / "logs").string();
  EXPECT_FALSE(ScriptFolder::open(logs, {logs}).has_value());
  EXPECT_FALSE(ScriptFolder::open(logs + "/deep/out", {logs}).has_value());
  EXPECT_FALSE(fs::exists(root_ / "logs/deep"));
  EXPECT_TRUE(ScriptFolder::open(root_.string() + "/out", {logs}).has_value());
}

TEST_F(ScriptFolderTest, AFileIsNoFolder) {
  std::ofstream(root_ / "file") << "x";
  EXPECT_FALSE(ScriptFolder::open((root_ / "file").string(), {}).has_value());
}

}  // namespace
}  // namespace noroshi::cli

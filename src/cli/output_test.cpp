#include "cli/output.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

class OutputFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("noroshi-output-" + std::to_string(::getpid()) +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "out.jsonl").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string content() const {
    std::ostringstream out;
    out << std::ifstream(path_).rdbuf();
    return out.str();
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
  std::string path_;
};

TEST_F(OutputFile, AppearsWhenItIsWhole) {
  std::ofstream(path_) << "old";
  auto output = Output::open(path_);
  ASSERT_TRUE(output.has_value());
  ASSERT_TRUE(output->write("new").has_value());
  EXPECT_EQ(content(), "old");
  ASSERT_TRUE(output->finish().has_value());
  EXPECT_EQ(content(), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFile, WhatIsNotFinishedLeavesNothing) {
  {
    auto output = Output::open(path_);
    ASSERT_TRUE(output.has_value());
    ASSERT_TRUE(output->write("half").has_value());
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(OutputFile, AFullDeviceIsAnError) {
  if (!fs::exists("/dev/full")) {
    GTEST_SKIP() << "no /dev/full: a full device is not tried";
  }
  auto output = Output::open("/dev/full");
  ASSERT_TRUE(output.has_value());
  auto written = output->write("x");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
}

TEST_F(OutputFile, AFolderThatIsNotThereIsAnError) {
  EXPECT_FALSE(Output::open((folder_ / "no/where").string()).has_value());
}

}  // namespace
}  // namespace noroshi::cli

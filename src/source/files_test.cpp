#include "source/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "source/file_reader.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class SourceFiles : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("noroshi-files-" + std::to_string(::getpid()) +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_ / "b/deep");
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& name, const std::string& content) {
    std::ofstream(root_ / name, std::ios::binary) << content;
    return (root_ / name).string();
  }
  std::string write_log(const std::string& name) {
    std::string content("ElfFile\0", 8);
    content.resize(4096);
    content.append("ElfChnk\0", 8);
    content.resize(4096 + 65536);
    return write(name, content);
  }
  static std::vector<std::string> paths(const SourceList& list) {
    std::vector<std::string> out;
    for (const SourceFile& file : list.files) {
      out.push_back(file.path);
    }
    return out;
  }

  fs::path root_;
};

TEST_F(SourceFiles, ListsLogsOfAnyNameSortedAndCountsTheRest) {
  std::string deep = write_log("b/deep/log.bin");
  std::string first = write_log("a.evtx");
  write("b/notes.txt", "hello\n");
  write("b/empty", "");
  std::vector<std::string> arguments{root_.string()};
  auto list = list_sources(arguments);
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(paths(*list), (std::vector<std::string>{first, deep}));
  EXPECT_EQ(list->files[0].body, 4096U);
  EXPECT_EQ(list->files[0].size, 4096U + 65536U);
  EXPECT_EQ(list->not_read.at("other text"), 1U);
  EXPECT_EQ(list->not_read.at("empty file"), 1U);
  ASSERT_EQ(list->left_aside.size(), 2U);
  EXPECT_EQ(list->left_aside[0].reached, OtherFile::Reached::kFound);
}

TEST_F(SourceFiles, AFileThatIsNoLogIsNamedWithItsKind) {
  std::string note = write("note.txt", "hello\n");
  std::vector<std::string> arguments{note};
  auto list = list_sources(arguments);
  ASSERT_TRUE(list.has_value());
  ASSERT_EQ(list->left_aside.size(), 1U);
  EXPECT_EQ(list->left_aside[0].path, note);
  EXPECT_EQ(list->left_aside[0].kind, "other text");
  EXPECT_EQ(list->left_aside[0].reached, OtherFile::Reached::kNamed);
}

TEST_F(SourceFiles, OrderAndRepetitionOfArgumentsDoNotMatter) {
  write_log("a.evtx");
  write_log("b/c.evtx");
  std::string root = root_.string();
  std::vector<std::string> one{root};
  std::vector<std::string> many{root + "/b/c.evtx", root + "/b/../b", root + "/", root + "/a.evtx"};
  EXPECT_EQ(paths(*list_sources(one)), paths(*list_sources(many)));
}

TEST_F(SourceFiles, LinksDoNotLoopAndDoNotRepeat) {
  write_log("a.evtx");
  fs::create_directory_symlink(root_, root_ / "b/loop");
  fs::create_symlink(root_ / "a.evtx", root_ / "b/same");
  std::vector<std::string> arguments{root_.string()};
  auto list = list_sources(arguments);
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->files.size(), 1U);
  EXPECT_EQ(list->not_read.at("symbolic link to a directory"), 1U);
}

TEST_F(SourceFiles, AMissingPathIsAnErrorThatNamesIt) {
  std::vector<std::string> arguments{(root_ / "nowhere").string()};
  auto list = list_sources(arguments);
  ASSERT_FALSE(list.has_value());
  EXPECT_EQ(list.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(list.error().to_string().contains("nowhere"));
}

TEST_F(SourceFiles, ADamagedFileNamedAsALogIsNotLeftAside) {
  write("wreck.EVTX", std::string(5000, 'x'));
  std::vector<std::string> arguments{root_.string()};
  EXPECT_EQ(list_sources(arguments)->files.size(), 1U);
}

TEST_F(SourceFiles, AHeaderSizeThatPointsNowhereIsNotBelieved) {
  std::string content("ElfFile\0", 8);
  content.resize(4096);
  content[40] = 17;  // the field "header block size"
  content[41] = 16;
  content.append("ElfChnk\0", 8);
  content.resize(4096 + 65536);
  write("a.evtx", content);
  std::vector<std::string> arguments{root_.string()};
  EXPECT_EQ(list_sources(arguments)->files.at(0).body, 4096U);
}

TEST_F(SourceFiles, RulePacksAreFoundBySuffix) {
  write("b/one.yml", "title: x\n");
  write("b/two.yaml", "title: x\n");
  write("b/readme.md", "#\n");
  std::string named = write("b/named.txt", "title: x\n");
  std::vector<std::string> arguments{root_.string(), named};
  std::vector<std::string_view> suffixes{".yml", ".yaml"};
  EXPECT_EQ(list_files(arguments, suffixes)->size(), 3U);
}

TEST_F(SourceFiles, ReaderFillsBuffersAndStopsAtTheEnd) {
  std::string path = write("data", "0123456789");
  FileReader reader;
  std::string into(4, '\0');
  EXPECT_EQ(reader.read(path, 8, std::as_writable_bytes(std::span(into))).value(), 2U);
  EXPECT_EQ(into.substr(0, 2), "89");
  EXPECT_FALSE(reader.read(path + "-gone", 0, std::as_writable_bytes(std::span(into))).has_value());
}

TEST_F(SourceFiles, AWholeFileHasALimit) {
  std::string path = write("data", std::string(100'000, 'x'));
  EXPECT_EQ(read_whole_file(path, 100'000)->size(), 100'000U);
  auto refused = read_whole_file(path, 99'999);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace noroshi

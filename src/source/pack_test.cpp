#include "source/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class Packs : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("noroshi-packs-" + std::to_string(::getpid()) +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string path(const std::string& name) const { return (root_ / name).string(); }
  std::string write(const std::string& name, std::string_view content) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << content;
    return path(name);
  }

 private:
  fs::path root_;
};

const std::vector<ArchiveEntry> kFiles = {{"x/b.yml", "second"},
                                          {"x/a/z.yaml", "first"},
                                          {"x/a.yml", "between"},
                                          {"x/.hidden/c.yml", "never"},
                                          {"x/notes.txt", "never"}};

TEST_F(Packs, AFolderAndItsArchivesHoldTheSameInTheSameOrder) {
  for (const ArchiveEntry& entry : kFiles) {
    write("folder/" + entry.path, entry.content);
  }
  std::vector<std::string> paths = {
      path("folder"), write("pack.zip", *make_archive(kFiles, ArchiveForm::kZip)),
      write("pack.tar.gz", *make_archive(kFiles, ArchiveForm::kTarGzip))};
  for (const std::string& pack_path : paths) {
    auto pack = open_pack(pack_path);
    ASSERT_TRUE(pack) << pack.error().to_string();
    std::vector<std::string> contents;
    for (const PackFile& file : pack->files) {
      contents.push_back(*read_pack_file(file));
    }
    EXPECT_EQ(contents, (std::vector<std::string>{"between", "first", "second"})) << pack_path;
    EXPECT_TRUE(holds_rules(pack_path));
  }
}

TEST_F(Packs, AFileInAnArchiveIsNamedByBoth) {
  auto pack = open_pack(write("pack.zip", *make_archive(kFiles, ArchiveForm::kZip)));
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->form, PackForm::kArchive);
  EXPECT_EQ(pack->files.front().name, path("pack.zip") + "!x/a.yml");
}

TEST_F(Packs, AHiddenFolderThatIsNamedItselfIsRead) {
  write(".own/a.yml", "a");
  auto pack = open_pack(path(".own"));
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->files.size(), 1U);
}

TEST_F(Packs, AnArchiveIsKnownByItsBytesAndARuleByItsName) {
  auto odd = open_pack(write("pack", *make_archive(kFiles, ArchiveForm::kZip)));
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->form, PackForm::kArchive);
  auto rule = open_pack(write("PK.yml", "PK\x03\x04"));
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->form, PackForm::kFile);
}

TEST_F(Packs, WhatWasNotOpenedIsSaid) {
  std::vector<ArchiveEntry> files = {{"a.yml", "a"}, {"old/b.zip", "PK"}};
  auto pack = open_pack(write("pack.tar", *make_archive(files, ArchiveForm::kTar)));
  ASSERT_TRUE(pack);
  ASSERT_EQ(pack->left_out.size(), 1U);
  EXPECT_TRUE(pack->left_out[0].contains("old/b.zip"));
}

TEST_F(Packs, A7zArchiveIsNamed) {
  auto pack = open_pack(write("pack.7z", "7z\xbc\xaf\x27\x1c rest"));
  ASSERT_FALSE(pack);
  EXPECT_TRUE(pack.error().message.contains("7z"));
}

TEST_F(Packs, EvidenceHoldsNoRules) {
  EXPECT_FALSE(holds_rules(write("a.evtx", "ElfFile")));
  write("logs/b.evtx", "ElfFile");
  EXPECT_FALSE(holds_rules(path("logs")));
  std::vector<ArchiveEntry> logs = {{"b.evtx", "ElfFile"}};
  EXPECT_FALSE(holds_rules(write("logs.zip", *make_archive(logs, ArchiveForm::kZip))));
}

}  // namespace
}  // namespace noroshi

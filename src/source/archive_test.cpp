#include "source/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffixes[] = {".yml"};
constexpr ArchiveForm kForms[] = {ArchiveForm::kZip,     ArchiveForm::kTar,
                                  ArchiveForm::kTarGzip, ArchiveForm::kTarXz,
                                  ArchiveForm::kTarZstd, ArchiveForm::kTarBzip2};

class Archives : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("noroshi-archive-" + std::to_string(::getpid()) +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& bytes) {
    std::string path = root_ / ("pack-" + std::to_string(count_++));
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string pack(const std::vector<ArchiveEntry>& entries, ArchiveForm form) {
    return write(*make_archive(entries, form));
  }
  // The error of reading `bytes`; empty if there is none.
  std::string error(const std::string& bytes, const ArchiveLimits& limits = {}) {
    auto content = read_archive(write(bytes), kSuffixes, limits);
    return content ? "" : content.error().message;
  }

 private:
  fs::path root_;
  int count_ = 0;
};

const std::vector<ArchiveEntry> kSample = {
    {"rules/z.yml", "z"}, {"rules/a.yml", "a"}, {"README.md", "no"}, {"rules/b/c.YML", "c"}};
const std::vector<ArchiveEntry> kWanted = {
    {"rules/a.yml", "a"}, {"rules/b/c.YML", "c"}, {"rules/z.yml", "z"}};

TEST_F(Archives, EveryFormGivesTheSameFilesInOrder) {
  for (ArchiveForm form : kForms) {
    auto content = read_archive(pack(kSample, form), kSuffixes);
    ASSERT_TRUE(content) << content.error().to_string();
    EXPECT_EQ(content->entries, kWanted) << static_cast<int>(form);
  }
}

TEST_F(Archives, AreKnownByTheirFirstBytes) {
  for (ArchiveForm form : kForms) {
    std::string bytes = *make_archive(kSample, form);
    EXPECT_TRUE(looks_like_archive(std::as_bytes(std::span(bytes))));
  }
  std::string text = "title: PK is no archive\n";
  EXPECT_FALSE(looks_like_archive(std::as_bytes(std::span(text))));
}

TEST_F(Archives, TheSameEntriesGiveTheSameBytes) {
  for (ArchiveForm form : kForms) {
    EXPECT_EQ(*make_archive(kSample, form), *make_archive(kSample, form));
  }
}

TEST_F(Archives, HiddenFilesArePassedOverAndNestedArchivesAreNamed) {
  std::string path = pack({{"./a/.git/x.yml", ""},
                           {"__MACOSX/a.yml", ""},
                           {"._a.yml", ""},
                           {"./a/../b.yml", "b"},
                           {"more/old.zip", "PK"}},
                          ArchiveForm::kTar);
  auto content = read_archive(path, kSuffixes);
  ASSERT_TRUE(content) << content.error().to_string();
  EXPECT_EQ(content->entries, (std::vector<ArchiveEntry>{{"b.yml", "b"}}));
  EXPECT_EQ(content->archives, std::vector<std::string>{"more/old.zip"});
}

TEST_F(Archives, OfAPathThatOccursTwiceTheLastStands) {
  auto content =
      read_archive(pack({{"a.yml", "old"}, {"a.yml", "new"}}, ArchiveForm::kTar), kSuffixes);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->entries, (std::vector<ArchiveEntry>{{"a.yml", "new"}}));
}

// Nothing but an error or the whole may come of an archive that was cut short.
TEST_F(Archives, CutShortIsAnError) {
  std::vector<ArchiveEntry> many;
  for (int i = 0; i < 50; ++i) {
    many.push_back({"rules/" + std::to_string(i) + ".yml", std::string(2000, char('a' + i % 26))});
  }
  for (ArchiveForm form : kForms) {
    if (form == ArchiveForm::kTar) {
      continue;  // a tar that ends at an entry's end is a tar
    }
    std::string bytes = *make_archive(many, form);
    for (std::size_t size : {bytes.size() / 4, bytes.size() / 2, bytes.size() - 30}) {
      EXPECT_TRUE(error(bytes.substr(0, size)).contains("fetch it again"))
          << static_cast<int>(form) << " at " << size;
    }
  }
}

TEST_F(Archives, AChangedByteInAZipIsAnError) {
  std::string bytes = *make_archive(kSample, ArchiveForm::kZip);
  std::size_t content = bytes.find("rules/a.yml") + std::string_view("rules/a.yml").size();
  int refused = 0;
  for (std::size_t at = content; at < content + 30 && at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    refused += !error(changed).empty();
  }
  EXPECT_GT(refused, 0);
}

TEST_F(Archives, EncryptedIsSaid) {
  std::string bytes;
  ::archive* writer = ::archive_write_new();
  ::archive_write_set_format_zip(writer);
  ASSERT_EQ(::archive_write_set_options(writer, "zip:encryption=traditional"), ARCHIVE_OK);
  ::archive_write_set_passphrase(writer, "infected");
  std::string room(1 << 16, '\0');
  std::size_t used = 0;
  ::archive_write_open_memory(writer, room.data(), room.size(), &used);
  ::archive_entry* entry = ::archive_entry_new();
  ::archive_entry_set_pathname(entry, "a.yml");
  ::archive_entry_set_size(entry, 5);
  ::archive_entry_set_filetype(entry, AE_IFREG);
  ASSERT_EQ(::archive_write_header(writer, entry), ARCHIVE_OK);
  ::archive_write_data(writer, "title", 5);
  ::archive_entry_free(entry);
  ::archive_write_free(writer);
  EXPECT_TRUE(error(room.substr(0, used)).contains("encrypted"));
}

TEST_F(Archives, LinksAreCountedAndNotFollowed) {
  std::string room(1 << 16, '\0');
  std::size_t used = 0;
  ::archive* writer = ::archive_write_new();
  ::archive_write_set_format_ustar(writer);
  ::archive_write_open_memory(writer, room.data(), room.size(), &used);
  ::archive_entry* entry = ::archive_entry_new();
  ::archive_entry_set_pathname(entry, "a.yml");
  ::archive_entry_set_filetype(entry, AE_IFLNK);
  ::archive_entry_set_symlink(entry, "/etc/passwd");
  ASSERT_EQ(::archive_write_header(writer, entry), ARCHIVE_OK);
  ::archive_entry_free(entry);
  ::archive_write_free(writer);
  auto content = read_archive(write(room.substr(0, used)), kSuffixes);
  ASSERT_TRUE(content) << content.error().to_string();
  EXPECT_TRUE(content->entries.empty());
  EXPECT_EQ(content->links, 1U);
}

TEST_F(Archives, OnePastEachLimitIsRefused) {
  std::string deep;
  for (int i = 0; i < 4; ++i) {
    deep += "d/";
  }
  std::vector<ArchiveEntry> entries = {{"a.yml", std::string(100, 'a')},
                                       {deep + "b.yml", std::string(100, 'b')}};
  ArchiveLimits fits{.entries = 2,
                     .path_bytes = deep.size() + 5,
                     .path_depth = 4,
                     .entry_bytes = 100,
                     .kept_bytes = 200,
                     .unpacked_bytes = 10240,
                     .ratio = 1000,
                     .ratio_from = 0};
  for (ArchiveForm form : {ArchiveForm::kZip, ArchiveForm::kTarGzip}) {
    std::string bytes = *make_archive(entries, form);
    EXPECT_EQ(error(bytes, fits), "");
    auto past = [&](std::uint64_t ArchiveLimits::* limit, std::uint64_t value) {
      ArchiveLimits limits = fits;
      limits.*limit = value;
      return error(bytes, limits);
    };
    EXPECT_NE(past(&ArchiveLimits::entries, 1), "");
    EXPECT_NE(past(&ArchiveLimits::path_bytes, deep.size() + 4), "");
    EXPECT_NE(past(&ArchiveLimits::path_depth, 3), "");
    EXPECT_NE(past(&ArchiveLimits::entry_bytes, 99), "");
    EXPECT_NE(past(&ArchiveLimits::kept_bytes, 199), "");
    EXPECT_NE(past(&ArchiveLimits::unpacked_bytes, 199), "");
  }
}

// A bomb: 40 MB of one letter, in a file that nobody wants and in one that is wanted.
TEST_F(Archives, ABombIsRefused) {
  ArchiveLimits limits{.entry_bytes = std::uint64_t{1} << 30, .ratio = 100, .ratio_from = 1 << 20};
  for (std::string name : {"a.yml", "a.bin"}) {
    std::vector<ArchiveEntry> entries = {{name, std::string(40 << 20, 'a')}, {"b.yml", "b"}};
    EXPECT_TRUE(error(*make_archive(entries, ArchiveForm::kTarGzip), limits).contains("times"));
  }
}

TEST_F(Archives, WhatIsNoArchiveIsAnError) {
  EXPECT_NE(error("PK\x03\x04 and then nothing of the kind"), "");
  EXPECT_NE(error(*make_archive({}, ArchiveForm::kZip)), "");
  EXPECT_FALSE(read_archive("no-such-archive.zip", kSuffixes));
}

}  // namespace
}  // namespace noroshi

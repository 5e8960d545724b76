#include "source/zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "source/file_reader.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// A folder of zones of the test's own, and nothing in TZ.
class Zone : public testing::Test {
 protected:
  Zone() {
    fs::create_directories(folder_ / "Asia");
    ::setenv("TZDIR", folder_.c_str(), 1);
    ::unsetenv("TZ");
  }
  ~Zone() override {
    ::unsetenv("TZDIR");
    ::unsetenv("TZ");
    fs::remove_all(folder_);
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("zones-" + std::to_string(::getpid()));
};

std::string empty_block(char version) {
  std::string out = "TZif" + std::string(1, version) + std::string(39, '\0');
  out[39] = 1;  // one type
  out[43] = 0;
  return out + std::string(6, '\0');
}

TEST_F(Zone, OffsetsAndTheTable) {
  EXPECT_EQ(find_timezone("+09:00")->name(), "+09:00");
  EXPECT_TRUE(find_timezone("UTC")->is_utc());
  EXPECT_EQ(find_timezone("asia/tokyo")->offset_at({}), 9 * 3600);
}

TEST_F(Zone, FilesOfTheSystemComeBeforeTheTable) {
  write("Asia/Tokyo", empty_block('2') + empty_block('2') + "\nXXX-8\n");
  EXPECT_EQ(find_timezone("Asia/Tokyo")->offset_at({}), 8 * 3600);
  EXPECT_EQ(find_timezone("ASIA/tokyo")->offset_at({}), 8 * 3600) << "the table knows the spelling";
  write("Moon", empty_block('2') + empty_block('2') + "\nXXX-7\n");
  EXPECT_EQ(find_timezone("Moon")->offset_at({}), 7 * 3600);
}

TEST_F(Zone, ADamagedFileIsAnErrorThatNamesIt) {
  write("Asia/Tokyo", "TZif2 cut short");
  auto zone = find_timezone("Asia/Tokyo");
  ASSERT_FALSE(zone.has_value());
  EXPECT_EQ(zone.error().where, (folder_ / "Asia/Tokyo").string());
  write("Asia/Tokyo", std::string(kMaxZoneFileBytes + 1, 'x'));
  EXPECT_FALSE(find_timezone("Asia/Tokyo").has_value());
}

TEST_F(Zone, NamesDoNotLeadOutOfTheFolder) {
  write("Moon", empty_block('2') + empty_block('2') + "\nXXX-7\n");
  for (const char* name : {"../Moon", "Asia/../Moon", "/etc/localtime", "", "Asia"}) {
    EXPECT_FALSE(find_timezone(name).has_value()) << name;
  }
}

TEST_F(Zone, LocalFollowsTz) {
  ::setenv("TZ", ":Asia/Tokyo", 1);
  EXPECT_EQ(find_timezone("local")->offset_at({}), 9 * 3600);
  ::setenv("TZ", "no such zone", 1);
  EXPECT_EQ(find_timezone("local").error().where, "TZ");
}

// The table was made from one version of the database; where the system has the same, both must
// tell the same time in every zone, at every change and between.
TEST(ZoneTable, AgreesWithTheSystem) {
  std::string table =
      *read_whole_file(std::string(NOROSHI_TREE) + "/data/timezones.txt", 10'000'000);
  std::string version = table.substr(table.find("tzdata ") + 7);
  version.resize(version.find(';'));
  auto system = read_whole_file("/usr/share/zoneinfo/tzdata.zi", 10'000'000);
  if (!system || !system->starts_with("# version " + version + "\n")) {
    GTEST_SKIP() << "the system has no zone files of version " << version;
  }
  std::istringstream lines(table);
  std::size_t zones = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    std::string name = line.substr(0, line.find(' '));
    auto ours = TimeZone::built_in(name);
    ASSERT_TRUE(ours.has_value()) << name;
    auto theirs = find_timezone(name);
    ASSERT_TRUE(theirs.has_value()) << name << theirs.error().message;
    ++zones;
    constexpr std::int64_t kDay = 86400;
    for (std::int64_t day = 10957; day < 27394; day += 1) {  // 2000 to 2044
      Time time{day * kDay * Time::kTicksPerSecond};
      if (ours->offset_at(time) != theirs->offset_at(time)) {
        FAIL() << name << " on day " << day;
      }
      // Where a day ends with another offset, every quarter of an hour of it.
      if (ours->offset_at(time) != ours->offset_at({time.ticks + kDay * Time::kTicksPerSecond})) {
        for (std::int64_t second = 0; second < kDay; second += 900) {
          for (std::int64_t around : {second - 1, second}) {
            Time near{time.ticks + around * Time::kTicksPerSecond};
            ASSERT_EQ(ours->offset_at(near), theirs->offset_at(near)) << name << " day " << day;
          }
        }
      }
    }
  }
  EXPECT_GT(zones, 500u);
}

}  // namespace
}  // namespace noroshi

#include <gtest/gtest.h>

#include <string>

#include "base/timezone.h"

namespace noroshi {
namespace {

std::string be32(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
          static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::string be64(std::uint64_t value) {
  return be32(static_cast<std::uint32_t>(value >> 32)) + be32(static_cast<std::uint32_t>(value));
}

std::string header(char version, std::uint32_t leaps, std::uint32_t times, std::uint32_t types,
                   std::uint32_t names) {
  return "TZif" + std::string(1, version) + std::string(15, '\0') + be32(0) + be32(0) +
         be32(leaps) + be32(times) + be32(types) + be32(names);
}

std::string type(std::int32_t offset) {
  return be32(static_cast<std::uint32_t>(offset)) + std::string(2, '\0');
}

const std::string kEmptyFirst = header('2', 0, 0, 1, 4) + type(0) + std::string(4, '\0');

// +01:00, from 1000 on +02:00, from 2000 on by the rule.
std::string file(std::string_view rule = "XXX-3") {
  return kEmptyFirst + header('2', 0, 2, 2, 4) + be64(1000) + be64(2000) + '\1' + '\0' +
         type(3600) + type(7200) + "AAA" + '\0' + '\n' + std::string(rule) + '\n';
}

Result<TimeZone> read(const std::string& content) {
  return TimeZone::from_file("Here", std::as_bytes(std::span(content)));
}

std::int32_t offset(const TimeZone& zone, std::int64_t seconds) {
  return zone.offset_at({seconds * Time::kTicksPerSecond});
}

TEST(ZoneFile, ChangesThenTheRule) {
  auto zone = read(file());
  ASSERT_TRUE(zone.has_value()) << zone.error().message;
  EXPECT_EQ(zone->name(), "Here");
  EXPECT_EQ(offset(*zone, -1'000'000'000), 3600);
  EXPECT_EQ(offset(*zone, 999), 3600);
  EXPECT_EQ(zone->offset_at({1000 * Time::kTicksPerSecond - 1}), 3600);
  EXPECT_EQ(offset(*zone, 1000), 7200);
  EXPECT_EQ(offset(*zone, 1999), 7200);
  EXPECT_EQ(offset(*zone, 2000), 3 * 3600);
}

TEST(ZoneFile, WithoutARuleTheLastChangeStands) {
  auto zone = read(file(""));
  ASSERT_TRUE(zone.has_value());
  EXPECT_EQ(offset(*zone, 1'000'000'000), 3600);
}

TEST(ZoneFile, TheFirstVersionHas32Bits) {
  auto zone = read(header('\0', 0, 1, 2, 4) + be32(static_cast<std::uint32_t>(-5)) + '\1' +
                   type(0) + type(34'739) + "AAA" + '\0');
  ASSERT_TRUE(zone.has_value());
  EXPECT_EQ(offset(*zone, -6), 0);
  EXPECT_EQ(offset(*zone, -5), 34'739 / 60 * 60) << "offsets are whole minutes";
}

TEST(ZoneFile, EveryShorterFileIsAnError) {
  std::string whole = file();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read(whole.substr(0, size)).has_value()) << size;
  }
}

TEST(ZoneFile, RefusesWhatCannotBe) {
  EXPECT_FALSE(read("ELF" + file().substr(3)).has_value());
  EXPECT_FALSE(read(file("no rule")).has_value());
  EXPECT_FALSE(read(file(std::string(300, 'A'))).has_value());
  EXPECT_FALSE(read(kEmptyFirst + header('2', 0, 0, 0, 0) + "\n\n").has_value()) << "no type";
  EXPECT_FALSE(
      read(kEmptyFirst + header('2', 0, 1, 1, 0) + be64(1) + '\1' + type(0) + "\n\n").has_value())
      << "a type that is not there";
  EXPECT_FALSE(read(kEmptyFirst + header('2', 0, 2, 1, 0) + be64(1) + be64(1) +
                    std::string(2, '\0') + type(0) + "\n\n")
                   .has_value())
      << "times that do not ascend";
  auto leap = read(kEmptyFirst + header('2', 1, 0, 1, 0) + type(0) + be64(1) + be32(1) + "\n\n");
  ASSERT_FALSE(leap.has_value());
  EXPECT_EQ(leap.error().code, ErrorCode::kUnsupported);
}

std::string with_changes(std::uint32_t count) {
  std::string times;
  for (std::uint32_t i = 0; i < count; ++i) {
    times += be64(i);
  }
  return kEmptyFirst + header('2', 0, count, 1, 0) + times + std::string(count, '\0') + type(0) +
         "\n\n";
}

TEST(ZoneFile, Limits) {
  EXPECT_TRUE(read(with_changes(10'000)).has_value());
  EXPECT_FALSE(read(with_changes(10'001)).has_value());
  EXPECT_TRUE(read(kEmptyFirst + header('2', 0, 0, 1, 0) + type(26 * 3600) + "\n\n").has_value());
  EXPECT_FALSE(
      read(kEmptyFirst + header('2', 0, 0, 1, 0) + type(26 * 3600 + 1) + "\n\n").has_value());
  EXPECT_FALSE(
      read(kEmptyFirst + header('2', 0, 0, 1, 4097) + type(0) + std::string(4097, 'A') + "\n\n")
          .has_value());
  EXPECT_FALSE(read(file() + std::string(kMaxZoneFileBytes, '\0')).has_value());
}

}  // namespace
}  // namespace noroshi

#include "report/profile.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string error_of(std::vector<std::string> columns) {
  auto profile = make_profile("own", columns);
  return profile ? "" : profile.error().message;
}

TEST(Profile, EveryBuiltInOneIsAProfile) {
  for (std::string_view name : built_in_profiles()) {
    auto profile = built_in_profile(name);
    ASSERT_TRUE(profile.has_value()) << name;
    EXPECT_EQ(profile->name, name);
    EXPECT_GE(profile->columns.size(), 5u);
  }
  EXPECT_FALSE(built_in_profile("own").has_value());
  EXPECT_FALSE(built_in_profile("").has_value());
}

TEST(Profile, StandardIsPartOfVerboseAndOfAllFields) {
  Profile verbose = *built_in_profile("verbose");
  Profile all = *built_in_profile("all-fields");
  Profile standard = *built_in_profile("standard");
  for (const ProfileColumn& column : standard.columns) {
    EXPECT_TRUE(verbose.has(column.column)) << column.name;
    EXPECT_TRUE(all.has(column.column)) << column.name;
  }
}

TEST(Profile, FieldsOfTheRecord) {
  Profile profile = *make_profile("own", std::vector<std::string>{"time", "record.CommandLine"});
  EXPECT_EQ(profile.columns[1].column, DetectionColumn::kRecordField);
  EXPECT_EQ(profile.columns[1].name, "record.CommandLine");
  EXPECT_EQ(profile.columns[1].record_field, "CommandLine");
}

TEST(Profile, MistakesNameTheNearest) {
  EXPECT_EQ(error_of({"time", "hots"}), "'hots' is no column; did you mean 'host'?");
  EXPECT_EQ(error_of({"CommandLine"}),
            "'CommandLine' is no column; fields of the record are written record.CommandLine");
  EXPECT_EQ(error_of({"record."}), "'record.' is no column; did you mean 'record'?");
  EXPECT_EQ(error_of({"time", "time"}), "column 'time' stands there twice");
}

}  // namespace
}  // namespace noroshi

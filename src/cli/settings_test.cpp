#include "cli/settings.h"

#include <gtest/gtest.h>

namespace noroshi::cli {
namespace {

const SettingNames kNames{{"rules", "threads", "timezone"},
                          {{"hunt", {"format", "rules", "threads", "timezone"}},
                           {"rules check", {"placeholders", "verbose"}}}};

Result<Settings> read(std::string_view text) {
  return read_settings(text, "config.yml", kNames);
}

std::string error_of(std::string_view text) {
  auto settings = read(text);
  EXPECT_FALSE(settings.has_value()) << text;
  if (settings) {
    return "";
  }
  EXPECT_EQ(settings.error().code, ErrorCode::kConfiguration);
  return settings.error().to_string();
}

TEST(Settings, GeneralAndOfACommand) {
  auto settings = read(
      "timezone: Asia/Tokyo\nrules: [a, b]\nthreads: 4\nhunt:\n  format: csv\n"
      "rules check:\n  verbose: true\nprofiles:\n  night: [time, host]\n");
  ASSERT_TRUE(settings.has_value()) << settings.error().to_string();
  EXPECT_EQ(settings->general.at("timezone").values, std::vector<std::string>{"Asia/Tokyo"});
  EXPECT_EQ(settings->general.at("timezone").place, "config.yml:1");
  EXPECT_EQ(settings->general.at("rules").values, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(settings->general.at("threads").values, std::vector<std::string>{"4"});
  EXPECT_EQ(settings->commands.at("hunt").at("format").place, "config.yml:5");
  EXPECT_EQ(settings->commands.at("rules check").at("verbose").values.front(), "true");
  EXPECT_EQ(settings->profiles.at("night").values, (std::vector<std::string>{"time", "host"}));
}

TEST(Settings, NothingIsNoError) {
  EXPECT_TRUE(read("").has_value());
  EXPECT_TRUE(read("# only a comment\n").has_value());
}

TEST(Settings, UnknownKeysNameTheNearest) {
  EXPECT_EQ(error_of("a: 1\ntimezome: UTC\n"), "config.yml:1: 'a' is no setting");
  EXPECT_EQ(error_of("timezome: UTC\n"),
            "config.yml:1: 'timezome' is no setting; did you mean 'timezone'?");
  EXPECT_EQ(error_of("hunt:\n  fromat: csv\n"),
            "config.yml:2: 'fromat' is no setting of 'hunt'; did you mean 'format'?");
  EXPECT_EQ(error_of("hund:\n  format: csv\n"),
            "config.yml:1: 'hund' is no setting; did you mean 'hunt'?");
}

TEST(Settings, WhatBelongsToACommandSaysWhere) {
  EXPECT_EQ(error_of("placeholders: x\n"),
            "config.yml:1: 'placeholders' is no setting for all commands; put it under 'rules "
            "check:'");
}

TEST(Settings, WhatHidesRecordsStaysOnTheCommandLine) {
  EXPECT_TRUE(error_of("hunt:\n  last: 48h\n").contains("only be given on the command line"));
  EXPECT_TRUE(error_of("output: x\n").contains("only be given on the command line"));
}

TEST(Settings, RefusesOtherForms) {
  EXPECT_TRUE(error_of("- timezone\n").contains("one mapping"));
  EXPECT_TRUE(error_of("timezone: UTC\n---\ntimezone: UTC\n").contains("one mapping"));
  EXPECT_TRUE(error_of("timezone: {a: b}\n").contains("a text or a list"));
  EXPECT_TRUE(error_of("timezone:\n").contains("a text or a list"));
  EXPECT_TRUE(error_of("rules: [a, [b]]\n").contains("a text or a list"));
  EXPECT_TRUE(error_of("profiles: [a]\n").contains("mapping of names"));
  EXPECT_TRUE(error_of("timezone: [\n").contains("config.yml:"));
  EXPECT_TRUE(error_of("timezone: UTC\ntimezone: UTC\n").contains("config.yml:2"));
}

TEST(Settings, Limits) {
  std::string columns = "profiles:\n  p: [a";
  for (std::size_t i = 1; i < kMaxProfileColumns; ++i) {
    columns += ", a";
  }
  EXPECT_TRUE(read(columns + "]\n").has_value());
  EXPECT_TRUE(error_of(columns + ", a]\n").contains("columns"));
  std::string profiles = "profiles:\n";
  for (std::size_t i = 0; i < kMaxProfiles; ++i) {
    profiles += "  p" + std::to_string(i) + ": [a]\n";
  }
  EXPECT_TRUE(read(profiles).has_value());
  EXPECT_TRUE(error_of(profiles + "  more: [a]\n").contains("profiles"));
  EXPECT_TRUE(read(std::string(kMaxSettingsBytes, '\n')).has_value());
  EXPECT_TRUE(error_of(std::string(kMaxSettingsBytes + 1, '\n')).contains("too large"));
}

TEST(Settings, Variables) {
  EXPECT_EQ(variable_of("timezone"), "NOROSHI_TIMEZONE");
  EXPECT_EQ(variable_of("case-number"), "NOROSHI_CASE_NUMBER");
}

}  // namespace
}  // namespace noroshi::cli

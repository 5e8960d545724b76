// A folder of sample evidence and rules that lives as long as one test.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace noroshi::test {

class SampleFolder : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  [[nodiscard]] std::string path(std::string_view name) const;
  std::string write(std::string_view name, std::string_view content) const;
  [[nodiscard]] std::string read(std::string_view name) const;

  // A log of Sysmon process creations on `host`; every tenth of them runs "evil.exe".
  std::string write_log(std::string_view name, std::string_view host, std::uint64_t records) const;
  // A rule of level high on those.
  std::string write_rule(std::string_view name = "rule.yml") const;

 private:
  std::filesystem::path folder_;
};

[[nodiscard]] std::size_t lines_of(std::string_view text);

}  // namespace noroshi::test

#include "cli/command.h"
#include "cli/sample.h"

namespace noroshi::test {
namespace {

class RulesProgram : public SampleFolder {};

TEST_F(RulesProgram, CheckCountsAndExitsWithZero) {
  write_rule("pack/a.yml");
  Outcome outcome = run_program({"rules", "check", path("pack")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with(
      "1 document in 1 file: 1 valid, 0 refused, 0 not yet supported, 0 warnings\n"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("windows / process_creation"));
}

TEST_F(RulesProgram, ARefusedRuleIsNamedWithItsLineAndDoesNotStopTheOthers) {
  write_rule("pack/a.yml");
  write("pack/b.yml", "title: Broken\nlogsource:\n  product: windows\ndetection: 7\n");
  Outcome outcome = run_program({"rules", "check", path("pack")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(outcome.out.contains("1 valid, 1 refused")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains(path("pack/b.yml") + ":")) << outcome.out;
}

TEST_F(RulesProgram, ARepeatedIdIsAWarning) {
  write_rule("pack/a.yml");
  write_rule("pack/b.yml");
  Outcome outcome = run_program({"rules", "check", path("pack")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.out.contains("1 warning\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("is also that of")) << outcome.out;
}

TEST_F(RulesProgram, APlaceholderWithoutValuesIsValidAndNotRunnable) {
  std::string rule = write("rule.yml",
                           "title: Not From Here\nlogsource:\n  product: windows\n"
                           "  category: process_creation\ndetection:\n  sel:\n"
                           "    User|expand: '%admins%'\n  condition: sel\n");
  Outcome without = run_program({"rules", "check", rule});
  EXPECT_EQ(without.exit_code, 0);
  EXPECT_TRUE(without.out.contains("0 can run here; 1 lack values")) << without.out;
  EXPECT_TRUE(without.out.contains("%admins%")) << without.out;
  std::string values = write("site.yml", "admins: [root, toor]\n");
  Outcome with = run_program({"rules", "check", rule, "--placeholders", values});
  EXPECT_TRUE(with.out.contains("1 can run here")) << with.out;
}

TEST_F(RulesProgram, ListFilters) {
  write_rule("pack/a.yml");
  EXPECT_EQ(lines_of(run_program({"rules", "list", path("pack")}).out), 1U);
  EXPECT_EQ(run_program({"rules", "list", path("pack"), "--level", "critical"}).out, "");
  Outcome json = run_program({"rules", "list", path("pack"), "--json"});
  EXPECT_TRUE(json.out.contains("\"runnable\":true")) << json.out;
}

TEST_F(RulesProgram, AMissingPathIsAUsageError) {
  EXPECT_EQ(run_program({"rules", "check", path("nowhere")}).exit_code, 2);
}

}  // namespace
}  // namespace noroshi::test

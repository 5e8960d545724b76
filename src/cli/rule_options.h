// What commands that use rules share: their options, loading, and what is said about problems.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "match/rule_set.h"
#include "pipeline/load_rules.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct RuleOptions {
  std::vector<std::string> paths;  // empty: the built-in pack and those that are installed
  bool no_installed = false;
  std::string packs;  // folder of installed packs; empty: packs_folder() decides
  std::string placeholders;
  std::string level;
  std::string status;
  std::vector<std::string> include;
  std::vector<std::string> exclude;

  // --rules, --placeholders. kSeveral: `--rules a b c` is three paths; see give_back_evidence().
  enum class PathsPerFlag { kOne, kSeveral };
  void add_source_to(CLI::App& app, PathsPerFlag per_flag);
  void add_placeholders_to(CLI::App& app);
  // --no-installed, --packs
  void add_installed_to(CLI::App& app);
  // --level, --status, --include, --exclude
  void add_filter_to(CLI::App& app);

  [[nodiscard]] RuleFilter filter() const;

  // `hunt logs --rules sigma/rules*` and `hunt --rules sigma/rules logs` are both meant as they
  // look: what stands behind --rules and holds no rule file is moved to `evidence`. The first path
  // stays in any case.
  void give_back_evidence(std::vector<std::string>& evidence);
};

// The rules of the options' paths, or the built-in and the installed ones; not yet filtered.
[[nodiscard]] Result<RulePack> load_pack(const RuleOptions& options, unsigned threads);

// The values of --placeholders; none without it.
[[nodiscard]] Result<Placeholders> load_placeholders(const RuleOptions& options);

// How many of the rules do not run, by reason.
struct StandingCounts {
  std::size_t runnable = 0;
  std::size_t placeholders = 0;
  std::size_t unmapped = 0;
  std::size_t regex = 0;

  explicit StandingCounts(const RuleSet& rules);
  [[nodiscard]] std::size_t not_runnable() const { return placeholders + unmapped + regex; }
};

// "  sigma  2,431 rules, newest of 2026-08-01, content 3f2a...", a line for each pack.
[[nodiscard]] std::string packs_text(const RulePack& pack);

// "file:line: message [id title]", hostile characters as escapes.
[[nodiscard]] std::string problem_text(const RuleProblem& problem);
[[nodiscard]] std::string standing_text(const Rule& rule, const RuleStanding& standing);
[[nodiscard]] std::string log_source_text(const LogSource& log_source);

}  // namespace noroshi::cli

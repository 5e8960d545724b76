// Reads rule packs: files in parallel, the result in the order of their paths.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.h"
#include "rule/loader.h"

namespace noroshi {

struct RulePack {
  std::vector<RulePtr> rules;
  std::vector<RuleProblem> problems;  // in order of file and line
  std::size_t files = 0;
};

// Every .yml and .yaml file under `paths`, and every file that is named itself. An error only if a
// path does not exist or a directory cannot be listed; a file that cannot be read is a problem of
// the pack. A rule whose id was seen before is loaded, with a warning.
[[nodiscard]] Result<RulePack> load_rule_files(std::span<const std::string> paths,
                                               const Placeholders& placeholders, unsigned threads);
// The same from files in the binary.
[[nodiscard]] RulePack load_embedded_rules(std::span<const EmbeddedFile> files,
                                           const Placeholders& placeholders, unsigned threads);

// Which of the loaded rules are to run.
struct RuleFilter {
  std::optional<RuleLevel> level{};    // this one or worse
  std::optional<RuleStatus> status{};  // this one or more mature
  std::vector<std::string>
      include{};  // rule id, tag, or part of the title, without regard to ASCII
  std::vector<std::string> exclude{};  // case; include: any of them, exclude: none of them

  [[nodiscard]] bool admits(const Rule& rule) const;
};

// Whether `text` names the rule: its id, one of its tags, or a part of its title.
[[nodiscard]] bool rule_is_named(const Rule& rule, std::string_view text);

}  // namespace noroshi

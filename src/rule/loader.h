// Sigma text to checked Rules.
//
// A document that cannot be used is returned as a RuleProblem with its file, line, and what to do;
// it never stops the others and is never dropped in silence. Correlation, filter and `action`
// documents and old-form aggregations are recognised and reported as kNotYet.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule.h"

namespace noroshi {

enum class ProblemKind : std::uint8_t {
  kError,    // the document is refused
  kNotYet,   // recognised, not supported by this version
  kWarning,  // the rule is used; something in it is doubtful
};

struct RuleProblem {
  ProblemKind kind = ProblemKind::kError;
  std::string file = {};
  int line = 0;
  std::string rule_id = {};  // if it could be read
  std::string title = {};
  std::string message = {};  // what is wrong and what to do
};

// name -> values, as read from --placeholders FILE (YAML mapping of name to scalar or list).
using Placeholders = std::map<std::string, std::vector<std::string>, std::less<>>;
[[nodiscard]] Result<Placeholders> parse_placeholders(std::string_view text, std::string_view name);

struct LoadedRules {
  std::vector<RulePtr> rules;  // in order of the text
  std::vector<RuleProblem> problems;
};

// Reads every document of one file. Thread-safe; no I/O. Cost: linear in the text.
[[nodiscard]] LoadedRules load_rules(std::string_view text, std::string_view file,
                                     const Placeholders& placeholders);

}  // namespace noroshi

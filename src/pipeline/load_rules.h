// Reads rule packs: files in parallel, the result in the order of their paths, whatever the form of
// a pack (folder, zip, tar).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.h"
#include "rule/loader.h"
#include "source/pack.h"

namespace noroshi {

// Which rules ran, for summaries and reports.
struct PackFigures {
  std::string name;  // path, or what it is called
  std::size_t files = 0;
  std::size_t rules = 0;  // that are used; those that another pack has newer are not counted
  std::string newest;     // YYYY-MM-DD: the latest `modified` or `date` of its rules; may be empty
  std::string digest;     // of the contents of its files: a folder and its zip have the same
};

struct RulePack {
  std::vector<RulePtr> rules;
  std::vector<RuleProblem> problems;  // in order of file and line
  std::size_t files = 0;
  std::vector<PackFigures> packs;  // in order of their names
  std::size_t repeated = 0;        // rules that another pack has too and that were left out
};

// The rules of all packs. A file that cannot be read is a problem of the result.
//
// The same id twice: within a pack both rules are loaded, with a warning. In two packs, one is
// used: with the same content silently, otherwise the one that was modified last (that of the first
// pack in order of names if the dates do not decide), with a warning.
[[nodiscard]] RulePack load_rule_packs(std::vector<Pack> packs, const Placeholders& placeholders,
                                       unsigned threads);

// The packs at `paths`, in an order that does not depend on theirs; a file that several of them
// hold is taken once. Files that are named themselves are one pack together. An error only if a
// path does not exist, a directory cannot be listed, or an archive cannot be read.
[[nodiscard]] Result<std::vector<Pack>> open_packs(std::span<const std::string> paths);

// Files in the binary as a pack.
[[nodiscard]] Pack embedded_pack(std::string name, std::span<const EmbeddedFile> files);

[[nodiscard]] Result<RulePack> load_rule_files(std::span<const std::string> paths,
                                               const Placeholders& placeholders, unsigned threads);
[[nodiscard]] RulePack load_embedded_rules(std::span<const EmbeddedFile> files,
                                           const Placeholders& placeholders, unsigned threads);

// By id, then title: an order that does not depend on where the rules lie.
void sort_by_identity(std::vector<RulePtr>& rules);

// The date of the rule: the later of `modified` and `date` as YYYY-MM-DD; empty if it has none.
[[nodiscard]] std::string date_of(const Rule& rule);

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

#include "cli/chosen_rules.h"

#include <algorithm>
#include <cstdio>

#include "base/message.h"

namespace noroshi::cli {

Result<ChosenRules> chosen_rules(const RuleOptions& rules, const EvidenceOptions& evidence) {
  unsigned threads = evidence.thread_count();
  RulePack pack = TRY(load_pack(rules, threads));
  std::uint64_t unusable = 0;
  for (const RuleProblem& problem : pack.problems) {
    unusable += problem.kind != ProblemKind::kWarning;
    if (evidence.verbose) {
      std::fprintf(stderr, "noroshi: %s\n", problem_text(problem).c_str());
    }
  }
  if (unusable > 0 && !evidence.verbose && !evidence.quiet) {
    std::string text = tr_format(
        "noroshi: rule documents that cannot be used: {0}; `noroshi rules check` names them\n",
        unusable);
    std::fputs(text.c_str(), stderr);
  }
  if (pack.rules.empty()) {
    return fail(ErrorCode::kConfiguration,
                "no rule could be loaded; name a directory of Sigma rules with --rules");
  }
  ChosenRules out;
  out.views = std::make_unique<const ViewTable>(TRY(ViewTable::built_in()));
  RuleFilter filter = rules.filter();
  std::vector<RulePtr> chosen;
  std::ranges::copy_if(pack.rules, std::back_inserter(chosen),
                       [&](const RulePtr& rule) { return filter.admits(*rule); });
  sort_by_identity(chosen);  // so that the order of output does not depend on where rules lie
  out.rules = RuleSet::compile(std::move(chosen), *out.views, threads);
  return out;
}

}  // namespace noroshi::cli

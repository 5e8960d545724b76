// noroshi rules check|list: what is in a rule pack, and whether it can be used.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <thread>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/installed_packs.h"
#include "cli/output.h"
#include "cli/rule_options.h"
#include "cli/units.h"
#include "report/found_detection.h"

namespace noroshi::cli {
namespace {

struct RulesOptions {
  RuleOptions rules;
  bool json = false;
  bool installed = false;
  bool verbose = false;
};

unsigned thread_count() {
  return std::max(1U, std::thread::hardware_concurrency());
}

using Counts = std::map<std::string, std::size_t>;

void append_counts(std::string_view title, const Counts& counts, std::size_t most,
                   std::string& out) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted,
                           [](const auto& a, const auto& b) { return a.second > b.second; });
  out += fmt::format("\n{} ({})\n", title, counts.size());
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
    out += fmt::format("  {:>7}  {}\n", count_text(sorted[i].second), sorted[i].first);
  }
  if (sorted.size() > most) {
    out += tr_format("           and {0} more; -v lists them\n", sorted.size() - most);
  }
}

void append_problems(std::string_view title, const RulePack& pack, ProblemKind kind,
                     std::string& out) {
  bool any = false;
  for (const RuleProblem& problem : pack.problems) {
    if (problem.kind == kind) {
      out += any ? "" : fmt::format("\n{}\n", title);
      any = true;
      out += "  " + problem_text(problem) + '\n';
    }
  }
}

void append_standings(const RuleSet& set, Runnable runnable, std::string_view title,
                      std::string& out) {
  bool any = false;
  for (std::uint32_t i = 0; i < set.rules().size(); ++i) {
    if (set.standing(i).runnable == runnable) {
      out += any ? "" : fmt::format("\n{}\n", title);
      any = true;
      out += "  " + standing_text(*set.rules()[i], set.standing(i)) + '\n';
    }
  }
}

std::string check_text(const RulePack& pack, const RuleSet& set, bool verbose) {
  Counts sources;
  Counts levels;
  Counts statuses;
  for (const RulePtr& rule : pack.rules) {
    ++sources[log_source_text(rule->log_source)];
    ++levels[std::string(to_string(rule->level))];
    ++statuses[std::string(to_string(rule->status))];
  }
  auto of_kind = [&](ProblemKind kind) {
    return static_cast<std::size_t>(std::ranges::count(pack.problems, kind, &RuleProblem::kind));
  };
  StandingCounts counts(set);
  std::string out = tr_format(
      "{0} in {1}: {2} valid, {3} refused, {4} not yet supported, {5}\n",
      plural(pack.rules.size() + of_kind(ProblemKind::kError) + of_kind(ProblemKind::kNotYet),
             "document"),
      plural(pack.files, "file"), count_text(pack.rules.size()),
      count_text(of_kind(ProblemKind::kError)), count_text(of_kind(ProblemKind::kNotYet)),
      plural(of_kind(ProblemKind::kWarning), "warning"));
  out += tr_format(
      "of the valid ones {0} can run here; {1} lack values for a placeholder, {2} are for log "
      "sources that this program does not map, {3} hold a regular expression that it refuses\n",
      count_text(counts.runnable), count_text(counts.placeholders), count_text(counts.unmapped),
      count_text(counts.regex));
  constexpr std::size_t kSourcesShown = 15;
  append_counts(tr("By level"), levels, levels.size(), out);
  append_counts(tr("By status"), statuses, statuses.size(), out);
  append_counts(tr("By log source"), sources, verbose ? sources.size() : kSourcesShown, out);
  append_problems(tr("Refused"), pack, ProblemKind::kError, out);
  append_problems(tr("Not yet supported"), pack, ProblemKind::kNotYet, out);
  append_problems(tr("Warnings"), pack, ProblemKind::kWarning, out);
  append_standings(set, Runnable::kPlaceholders, tr("Valid, not runnable: placeholders"), out);
  append_standings(set, Runnable::kRegex, tr("Valid, not runnable: regular expressions"), out);
  if (verbose) {
    append_standings(set, Runnable::kUnmappedLogSource, tr("Valid, not runnable: log source"), out);
  }
  return out;
}

std::string_view runnable_word(Runnable runnable) {
  switch (runnable) {
    case Runnable::kYes:
      return "runs";
    case Runnable::kPlaceholders:
      return "placeholder";
    case Runnable::kUnmappedLogSource:
      return "unmapped";
    case Runnable::kRegex:
      return "regex";
  }
  return "";
}

std::string list_json(const Rule& rule, const RuleStanding& standing) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.key("id").string(rule_key(rule)).key("title").string(rule.title);
  json.key("level").string(to_string(rule.level)).key("status").string(to_string(rule.status));
  json.key("tags").begin_array();
  for (const std::string& tag : rule.tags) {
    json.string(tag);
  }
  json.end_array();
  json.key("logsource").begin_object();
  json.key("category").string(rule.log_source.category);
  json.key("product").string(rule.log_source.product);
  json.key("service").string(rule.log_source.service).end_object();
  json.key("runnable").boolean(standing.runnable == Runnable::kYes);
  json.key("reason").string(standing.reason);
  json.key("file").string(rule.file).key("line").integer(rule.line).end_object();
  return line + '\n';
}

std::string list_line(const Rule& rule, const RuleStanding& standing) {
  std::string line = fmt::format("{:<13}  {:<12}  {:<11}  {:<36}  ", to_string(rule.level),
                                 to_string(rule.status), runnable_word(standing.runnable), rule.id);
  append_visible(rule.title, line);
  line += "  (" + log_source_text(rule.log_source) + ")\n";
  return line;
}

Result<int> check(const RulesOptions& options, Output& output) {
  RulePack pack = TRY(load_pack(options.rules, thread_count()));
  ViewTable views = TRY(ViewTable::built_in());
  auto set = RuleSet::compile(pack.rules, views, thread_count());
  TRY(output.write(check_text(pack, *set, options.verbose)));
  bool refused = std::ranges::any_of(pack.problems, [](const RuleProblem& problem) {
    return problem.kind == ProblemKind::kError;
  });
  return refused ? kFound : kDone;
}

Result<int> list(const RulesOptions& options, Output& output) {
  RulePack pack = TRY(load_pack(options.rules, thread_count()));
  RuleFilter filter = options.rules.filter();
  std::erase_if(pack.rules, [&](const RulePtr& rule) { return !filter.admits(*rule); });
  ViewTable views = TRY(ViewTable::built_in());
  auto set = RuleSet::compile(std::move(pack.rules), views, thread_count());
  std::string text;
  for (std::uint32_t i = 0; i < set->rules().size(); ++i) {
    text += options.json ? list_json(*set->rules()[i], set->standing(i))
                         : list_line(*set->rules()[i], set->standing(i));
  }
  TRY(output.write(text));
  return kDone;
}

int run(Result<int> (*command)(const RulesOptions&, Output&), const RulesOptions& options) {
  auto output = Output::open("");
  if (!output) {
    return report_error(output.error());
  }
  auto code = command(options, *output);
  return code ? *code : report_error(code.error());
}

void add_paths(CLI::App& app, RulesOptions& options) {
  app.add_option(
      "PATH", options.rules.paths,
      "Sigma rules: files, directories to search for .yml files, or zip and tar archives of "
      "them (default: the rules that come with noroshi, and the installed packs).");
  options.rules.add_installed_to(app);
  options.rules.add_placeholders_to(app);
}

}  // namespace

void add_rules(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("rules", "Check, list and install Sigma rules");
  app->require_subcommand(1);
  auto options = std::make_shared<RulesOptions>();

  auto* check_app = app->add_subcommand("check", "Load rules and say what cannot be used, and why");
  check_app->footer(
      "Exits with 1 if a document was refused.\n"
      "Examples:\n"
      "  noroshi rules check sigma/rules\n"
      "  noroshi rules check my-rule.yml --placeholders site.yml");
  add_paths(*check_app, *options);
  check_app->add_flag("-v,--verbose", options->verbose, "Name every rule that does not run here.");
  check_app->callback([options, &action] { action = [options] { return run(check, *options); }; });

  auto* list_app = app->add_subcommand("list", "List rules, one a line");
  list_app->footer("Example:\n  noroshi rules list sigma/rules --level high --include t1003");
  add_paths(*list_app, *options);
  options->rules.add_filter_to(*list_app);
  list_app->add_flag("--json", options->json, "As lines of JSON.");
  list_app->add_flag("--installed", options->installed,
                     "The installed packs instead: how many rules, how old, what content.");
  list_app->callback([options, &action] {
    action = [options] {
      return options->installed ? list_installed_packs(options->rules, options->json)
                                : run(list, *options);
    };
  });

  add_rule_packs(*app, action);
}

}  // namespace noroshi::cli

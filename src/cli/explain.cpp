// noroshi explain: why a rule did or did not hold on a record, leaf by leaf.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <filesystem>

#include "base/message.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/rule_options.h"
#include "cli/time_options.h"
#include "cli/units.h"
#include "pipeline/explain_worker.h"

namespace noroshi::cli {
namespace {

struct ExplainOptions {
  std::string rule;
  std::string evidence;
  RuleOptions rules;
};

struct Place {
  std::string path;
  std::optional<std::uint64_t> record;
};

// "FILE:RECORD", unless a file has the whole as its name.
Place place_of(const std::string& text) {
  std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon + 1 == text.size() || std::filesystem::exists(text)) {
    return {text, {}};
  }
  std::uint64_t record = 0;
  auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), record);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return {text, {}};
  }
  return {text.substr(0, colon), record};
}

// The rules that `name` stands for: those with that id, else those it names in any other way.
Result<std::vector<RulePtr>> find_rules(const RulePack& pack, const std::string& name) {
  std::vector<RulePtr> found;
  for (const RulePtr& rule : pack.rules) {
    if (rule->id == name || rule->file == name) {
      found.push_back(rule);
    }
  }
  if (found.empty()) {
    std::ranges::copy_if(pack.rules, std::back_inserter(found),
                         [&](const RulePtr& rule) { return rule_is_named(*rule, name); });
  }
  if (found.empty()) {
    std::string reason = tr_format("no loaded rule has this id or title; see `noroshi rules list`");
    for (const RuleProblem& problem : pack.problems) {
      if (problem.rule_id == name || problem.title == name || problem.file == name) {
        reason = tr_format("this rule cannot be used: {0}", problem_text(problem));
      }
    }
    return fail(ErrorCode::kNotFound, reason, name);
  }
  constexpr std::size_t kMost = 10;
  if (found.size() > kMost) {
    return fail(ErrorCode::kNotFound,
                tr_format("stands for {0} rules; give the id of one", found.size()), name);
  }
  return found;
}

Result<int> explain(const ExplainOptions& options, Output& output) {
  Place place = place_of(options.evidence);
  EvidenceOptions evidence;
  evidence.paths = {place.path};
  evidence.quiet = true;
  evidence.keeps_duplicates = true;
  SourceList sources = TRY(find_evidence(evidence));
  RuleOptions rule_options = options.rules;
  if (rule_options.paths.empty() && std::filesystem::is_regular_file(options.rule)) {
    rule_options.paths = {options.rule};
  }
  RulePack pack = TRY(load_pack(rule_options, evidence.thread_count()));
  std::vector<RulePtr> rules = TRY(find_rules(pack, options.rule));
  ViewTable views = TRY(ViewTable::built_in());
  auto set = RuleSet::compile(std::move(rules), views, 1);
  for (std::uint32_t i = 0; i < set->rules().size(); ++i) {
    if (set->standing(i).runnable != Runnable::kYes) {
      TRY(output.write(
          tr_format("not run: {0}\n", standing_text(*set->rules()[i], set->standing(i)))));
    }
  }

  ExplainSetup setup{set, &sources, place.record};
  std::vector<std::unique_ptr<RecordWorker>> workers;
  workers.push_back(std::make_unique<ExplainWorker>(setup));
  auto write = [&](std::string_view bytes) { return output.write(bytes); };
  RunTotals totals = TRY(run_over(sources, evidence, workers, write));
  TRY(output.write(static_cast<const ExplainWorker&>(*workers[0]).conclusion()));
  return exit_code_of(totals, sources, evidence);
}

int run_explain(const ExplainOptions& options) {
  auto output = Output::open("");
  if (!output) {
    return report_error(output.error());
  }
  auto code = explain(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("explain", "Say why a rule did or did not hold on a record");
  app->footer(
      "Without a record number: every record on which the rule held, else the first ones of its "
      "log source.\n"
      "Examples:\n"
      "  noroshi explain --rule my-rule.yml Security.evtx:13344\n"
      "  noroshi explain --rules sigma/rules --rule 'Mimikatz' Sysmon.evtx");
  auto options = std::make_shared<ExplainOptions>();
  app->add_option("--rule", options->rule, "The rule: its file, its id, or part of its title.")
      ->required()
      ->type_name("RULE")
      ->group("Rules");
  options->rules.add_source_to(*app, RuleOptions::PathsPerFlag::kOne);
  app->add_option("EVIDENCE", options->evidence, "An event log, and after a colon a record number.")
      ->required()
      ->type_name("FILE[:RECORD]")
      ->group("Input");
  add_timezone_option(*app);
  app->callback([options, &action] { action = [options] { return run_explain(*options); }; });
}

}  // namespace noroshi::cli

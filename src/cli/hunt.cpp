// noroshi hunt: every rule over all evidence.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <utility>

#include "base/message.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/profile_options.h"
#include "cli/record_options.h"
#include "cli/rule_options.h"
#include "cli/style.h"
#include "cli/time_options.h"
#include "cli/tune_options.h"
#include "cli/units.h"
#include "pipeline/hunt_worker.h"
#include "pipeline/joined_hunt.h"
#include "pipeline/time_order.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kDuplicatesShown = 20;  // pairs of files in the table

struct HuntOptions {
  EvidenceOptions evidence;
  RuleOptions rules;
  TuneOptions tune;
  RecordOptions records;
  ProfileOptions profile;
  bool excel = false;
  std::string format;
  std::string output;
  std::string colour = "auto";
  std::string fail_on;
};

DetectionFormat chosen_format(const HuntOptions& options, const Output& output) {
  if (options.format == "table") {
    return DetectionFormat::kTable;
  }
  if (options.format == "csv" || (options.format.empty() && options.excel)) {
    return DetectionFormat::kCsv;
  }
  if (options.format == "timeline") {
    return DetectionFormat::kTimeline;
  }
  if (options.format == "jsonl") {
    return DetectionFormat::kJsonLines;
  }
  return output.is_terminal() ? DetectionFormat::kTable : DetectionFormat::kJsonLines;
}

// The workers, and what of their work is written when, depending on the format.
class Hunt {
 public:
  Hunt(const HuntSetup& setup, Output& output, unsigned threads) : setup_(setup), output_(output) {
    for (unsigned i = 0; i < threads; ++i) {
      workers_.push_back(std::make_unique<HuntWorker>(setup));
    }
  }

  [[nodiscard]] std::span<const std::unique_ptr<RecordWorker>> workers() const { return workers_; }

  enum class ByteOrderMark : bool { kNo, kYes };
  [[nodiscard]] Result<void> begin(ByteOrderMark mark) {
    std::string header;
    if (setup_.format == DetectionFormat::kCsv) {
      header += mark == ByteOrderMark::kYes ? kByteOrderMark : "";
      ProfileRow(*setup_.profile, setup_.rules->views(), RowFormat::kCsv).append_header(header);
    }
    return output_.write(header);
  }
  [[nodiscard]] Result<void> write(std::string_view bytes) {
    return setup_.format == DetectionFormat::kTimeline ? order_.add(bytes) : output_.write(bytes);
  }
  [[nodiscard]] Result<void> end(const TerminalStyle& style, const DuplicateReport& duplicates) {
    TRY(join_scripts());
    TRY(order_.finish([this](std::string_view bytes) { return output_.write(bytes); }));
    std::string told;
    if (setup_.format == DetectionFormat::kJsonLines) {
      duplicates.append_json_lines(setup_.sources->files, told);
      TRY(output_.write(told));
    }
    if (setup_.format == DetectionFormat::kTable) {
      RuleTable table(setup_.reported());
      for (const auto& worker : workers_) {
        table.merge(static_cast<const HuntWorker&>(*worker).table());
      }
      std::string text;
      table.append(style, text);
      duplicates.append_section(setup_.sources->files, kDuplicatesShown, text);
      TRY(output_.write(text));
    }
    return output_.finish();
  }
  [[nodiscard]] const JoinedTotals& joined() const { return joined_; }
  [[nodiscard]] HuntSummary summary() const {
    HuntSummary summary;
    for (const auto& worker : workers_) {
      summary.merge(static_cast<const HuntWorker&>(*worker).summary());
    }
    return summary;
  }
  [[nodiscard]] std::string tunings() const {
    std::vector<const Tuner*> tuners;
    for (const auto& worker : workers_) {
      tuners.push_back(static_cast<const HuntWorker&>(*worker).tuner());
    }
    return setup_.tuning ? tunings_text(*setup_.tuning, tuners) : "";
  }

 private:
  // What is found in joined scripts comes last in files, by time, and in its place in a timeline.
  [[nodiscard]] Result<void> join_scripts() {
    auto worker = std::make_unique<HuntWorker>(setup_);
    joined_ = TRY(hunt_joined(*setup_.scripts, *worker, setup_.format,
                              [this](std::string_view frames) { return order_.add(frames); }));
    workers_.push_back(std::move(worker));
    return {};
  }

  const HuntSetup& setup_;
  Output& output_;
  std::vector<std::unique_ptr<RecordWorker>> workers_;
  TimeOrder order_;  // of a timeline; else of what is found in joined scripts
  JoinedTotals joined_;
};

// A few are named, so that whoever has just written a rule sees its mistake; of a whole collection
// only the number is told.
void print_rule_problems(const RulePack& pack, const EvidenceOptions& options) {
  constexpr std::ptrdiff_t kMostNamed = 3;
  auto unusable = std::ranges::count_if(pack.problems, [](const RuleProblem& problem) {
    return problem.kind != ProblemKind::kWarning;
  });
  bool named = !options.quiet && unusable <= kMostNamed;
  for (const RuleProblem& problem : pack.problems) {
    if (options.verbose || (named && problem.kind != ProblemKind::kWarning)) {
      std::fprintf(stderr, "noroshi: %s\n", problem_text(problem).c_str());
    }
  }
  if (unusable > kMostNamed && !options.verbose && !options.quiet) {
    std::fputs(tr_format("noroshi: {0} cannot be used; `noroshi rules check` names them\n",
                         plural(static_cast<std::uint64_t>(unusable), "rule document"))
                   .c_str(),
               stderr);
  }
}

std::string rules_line(const RulePack& pack, const RuleSet& rules) {
  StandingCounts counts(rules);
  std::string line =
      tr_format("Rules       {0} loaded, {1} chosen, {2} run here", count_text(pack.rules.size()),
                count_text(rules.rules().size()), count_text(counts.runnable));
  if (counts.not_runnable() > 0) {
    line += tr_format(
        " (not: {0} unmapped log source, {1} placeholder without values, {2} regular "
        "expression)",
        count_text(counts.unmapped), count_text(counts.placeholders), count_text(counts.regex));
  }
  return line + '\n';
}

std::string read_line(const RunTotals& totals) {
  double seconds = std::max(totals.seconds, 1e-6);
  return tr_format(
      "Read        {0}, {1}, {2} in {3} ({4} records/s, {5}/s)\n",
      plural(totals.account.files, "file"), bytes_text(totals.bytes),
      plural(totals.records, "record"), duration_text(totals.seconds),
      count_text(static_cast<std::uint64_t>(static_cast<double>(totals.records) / seconds)),
      bytes_text(static_cast<std::uint64_t>(static_cast<double>(totals.bytes) / seconds)));
}

void print_idle_rules(const RuleSet& rules) {
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    if (rules.standing(i).runnable != Runnable::kYes) {
      std::fputs(
          tr_format("not run: {0}\n", standing_text(*rules.rules()[i], rules.standing(i))).c_str(),
          stderr);
    }
  }
}

void say_if_nothing_can_hold(const RuleSet& rules) {
  if (rules.rules().empty()) {
    std::fputs(tr("noroshi: --level, --status, --include and --exclude leave no rule, so nothing "
                  "can be found\n")
                   .data(),
               stderr);
  } else if (StandingCounts(rules).runnable == 0) {
    std::fputs(tr("noroshi: no rule runs here, so nothing can be found; -v says why\n").data(),
               stderr);
  }
}

Result<int> hunt(const HuntOptions& options, Output& output) {
  unsigned threads = options.evidence.thread_count();
  HuntSetup setup;
  SourceList sources = TRY(find_evidence(options.evidence));
  setup.filter = TRY(options.records.filter(sources, options.evidence));
  setup.sources = &sources;
  RulePack pack = TRY(load_pack(options.rules, threads));
  print_rule_problems(pack, options.evidence);
  if (pack.rules.empty()) {
    return fail(ErrorCode::kConfiguration,
                tr_format("no rule could be loaded; name a directory of Sigma rules with --rules"));
  }
  ViewTable views = TRY(ViewTable::built_in());
  DetectionFormat format = chosen_format(options, output);
  bool is_screen = format == DetectionFormat::kTable || format == DetectionFormat::kTimeline;
  DetailsTable details = TRY(DetailsTable::built_in(is_screen ? DetailsTable::Labels::kShown
                                                              : DetailsTable::Labels::kEnglish));
  setup.details = &details;
  Placeholders placeholders = TRY(load_placeholders(options.rules));
  std::vector<Tuning> tunings = TRY(options.tune.load(placeholders));
  RuleFilter filter = options.rules.filter();
  std::optional<RuleLevel> lowest = std::exchange(filter.level, std::nullopt);
  std::vector<RulePtr> chosen;
  std::ranges::copy_if(pack.rules, std::back_inserter(chosen), [&](const RulePtr& rule) {
    return filter.admits(*rule) && (!lowest || may_reach(*rule, tunings, *lowest));
  });
  sort_by_identity(chosen);  // so that the order of output does not depend on where rules lie
  setup.rules = RuleSet::compile(std::move(chosen), views, threads);
  if (!tunings.empty()) {
    setup.tuning =
        TRY(TunePlan::make(std::move(tunings), setup.rules->rules(), lowest, views, threads));
  }
  setup.rule_json = std::make_shared<const RuleJson>(setup.reported());
  setup.format = format;
  setup.profile = TRY(options.profile.chosen());
  if (setup.format == DetectionFormat::kCsv && !setup.profile) {
    setup.profile = TRY(built_in_profile("standard"));
  }
  TerminalStyle style = style_for(output, colour_from(options.colour));
  setup.colour = style.colour;
  ScriptParts scripts(ScriptParts::Take::kSeveral);
  setup.scripts = &scripts;
  if (options.evidence.verbose) {
    print_idle_rules(*setup.rules);
  }
  if (!options.evidence.quiet) {
    say_if_nothing_can_hold(*setup.rules);
  }

  Hunt run(setup, output, threads);
  TRY(run.begin(options.excel ? Hunt::ByteOrderMark::kYes : Hunt::ByteOrderMark::kNo));
  auto write = [&run](std::string_view bytes) { return run.write(bytes); };
  RunTotals totals = TRY(run_over(sources, options.evidence, run.workers(), write));
  TRY(run.end(style, totals.duplicates));

  HuntSummary summary = run.summary();
  if (!options.evidence.quiet && !sources.files.empty()) {
    std::string text = "\n" + read_line(totals) + rules_line(pack, *setup.rules) + packs_text(pack);
    if (std::string window = window_text(setup.filter); !window.empty()) {
      text += fmt::format("{:<12}{}\n", tr("Window"), window);
    }
    text += run.tunings();
    summary.append(style, text);
    if (run.joined().blocks > 0) {
      text += tr_format(
          "Joined      {0} script blocks of several parts, {1} of them incomplete; {2} detections "
          "that no part alone shows\n",
          run.joined().blocks, run.joined().incomplete, run.joined().detections);
    }
    std::fputs(text.c_str(), stderr);
  }
  print_outcome(totals, options.evidence);
  int code = exit_code_of(totals, sources, options.evidence);
  bool found = !options.fail_on.empty() && summary.reaches(*level_from(options.fail_on));
  return code == kDone && found ? kFound : code;
}

int run_hunt(HuntOptions& options) {
  options.rules.give_back_evidence(options.evidence.paths);
  if (options.evidence.paths.empty()) {
    return report_error(
        {ErrorCode::kNotFound,
         tr_format("hunt needs evidence: name event logs or directories that hold them"), ""});
  }
  if (!options.output.empty()) {
    std::error_code error;
    for (const std::string& path : options.evidence.paths) {
      if (std::filesystem::equivalent(path, options.output, error)) {
        return report_error(
            {ErrorCode::kNotFound,
             tr_format("is evidence and is not overwritten; choose another --output"),
             options.output});
      }
    }
  }
  auto output = Output::open(options.output);
  if (!output) {
    return report_error(output.error());
  }
  auto code = hunt(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

void add_options(CLI::App& app, HuntOptions& options) {
  options.evidence.add_to(app, EvidenceOptions::Paths::kOptional);
  options.rules.add_source_to(app, RuleOptions::PathsPerFlag::kSeveral);
  options.rules.add_filter_to(app);
  options.tune.add_to(app);
  options.records.add_to(app);
  app.add_option("-f,--format", options.format,
                 "table: by rule, worst first; timeline: by time, one line each; csv; jsonl: lines "
                 "of JSON. Default: table on a terminal, jsonl elsewhere.")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "timeline"}))
      ->type_name("FORMAT")
      ->group("Output");
  app.add_option("-o,--output", options.output,
                 "Write to this file, which appears when it is whole (default: standard output).")
      ->type_name("FILE")
      ->group("Output");
  app.add_option("--color,--colour", options.colour, "auto: on a terminal, unless NO_COLOR is set.")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->group("Output");
  options.profile.add_to(app);
  add_excel_option(app, options.excel);
  app.add_option("--fail-on", options.fail_on,
                 "Exit with 1 if anything of this level or worse was found.")
      ->check(CLI::IsMember({"informational", "low", "medium", "high", "critical"}))
      ->type_name("LEVEL")
      ->group("Output");
}

}  // namespace

void add_hunt(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("hunt", "Run detection rules over recorded events");
  app->footer(
      "Examples:\n"
      "  noroshi hunt C/Windows/System32/winevt/Logs\n"
      "  noroshi hunt logs --rules sigma/rules* --level high --format timeline\n"
      "  noroshi hunt logs --last 48h --timezone Asia/Tokyo\n"
      "  noroshi hunt logs --from 2026-11-20 --host DC01 | jq -r .rule.title | sort | uniq -c");
  auto options = std::make_shared<HuntOptions>();
  add_options(*app, *options);
  app->callback([options, &action] { action = [options] { return run_hunt(*options); }; });
}

}  // namespace noroshi::cli

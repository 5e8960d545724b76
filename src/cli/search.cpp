// noroshi search: every record that holds what is sought, whether a rule holds on it or not.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/duration.h"
#include "base/fold.h"
#include "base/timezone.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/record_options.h"
#include "cli/row_options.h"
#include "cli/search_report.h"
#include "pipeline/load_indicators.h"
#include "pipeline/search_worker.h"
#include "pipeline/time_order.h"

namespace noroshi::cli {
namespace {

struct SearchOptions {
  EvidenceOptions evidence;
  RecordOptions records;
  RowOptions rows;
  std::vector<std::string> words;
  std::vector<std::string> regexes;
  std::vector<std::string> fields;
  std::vector<std::string> lists;
  std::string around;
  std::string within = "10m";
  bool any = false;
  bool full = false;

  [[nodiscard]] bool seeks_nothing() const {
    return words.empty() && regexes.empty() && fields.empty() && lists.empty();
  }
};

bool holds_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

Result<void> add_words(const SearchOptions& options, SearchSetup& setup) {
  for (const std::string& word : options.words) {
    if (word.empty() || holds_control_character(word)) {
      return fail(ErrorCode::kNotFound, "is empty or holds a control character; give a text",
                  "--word '" + word + "'");
    }
    setup.words.push_back({word, fold(std::string_view(word))});
  }
  for (const std::string& text : options.regexes) {
    RegexLiteral literal;
    literal.text = text;
    auto regex = Regex::make(literal);
    if (!regex) {
      return fail(ErrorCode::kNotFound, regex.error().message, "--regex '" + text + "'");
    }
    setup.regexes.push_back({text, *std::move(regex)});
  }
  return {};
}

Result<void> add_fields(const SearchOptions& options, const ViewTable& views, unsigned threads,
                        SearchSetup& setup) {
  std::vector<RulePtr> rules;
  for (const std::string& field : options.fields) {
    for (RulePtr& rule : TRY(field_rules(field, views))) {
      setup.field_of_rule.push_back(static_cast<std::uint32_t>(setup.fields.size()));
      rules.push_back(std::move(rule));
    }
    setup.fields.push_back(field);
  }
  if (rules.empty()) {
    return {};
  }
  setup.field_rules = RuleSet::compile(std::move(rules), views, threads);
  for (std::uint32_t i = 0; i < setup.field_rules->rules().size(); ++i) {
    const RuleStanding& standing = setup.field_rules->standing(i);
    if (standing.runnable == Runnable::kRegex || standing.runnable == Runnable::kPlaceholders) {
      return fail(ErrorCode::kNotFound, standing.reason,
                  "--field '" + setup.fields[setup.field_of_rule[i]] + "'");
    }
  }
  return {};
}

// HOST@TIME and --within: the window around it, on that host.
Result<void> add_around(const SearchOptions& options, RecordFilter& filter) {
  if (options.around.empty()) {
    return {};
  }
  std::size_t at = options.around.rfind('@');
  if (at == std::string::npos) {
    return fail(ErrorCode::kNotFound, "write HOST@TIME, or @TIME for every host",
                "--around '" + options.around + "'");
  }
  auto within = parse_duration(options.within);
  if (!within) {
    return fail(ErrorCode::kNotFound, within.error().message, "--within");
  }
  auto middle = parse_time(std::string_view(options.around).substr(at + 1), display_zone());
  if (!middle) {
    return fail(ErrorCode::kNotFound, middle.error().message, "--around");
  }
  if (at > 0 && !filter.hosts.empty()) {
    return fail(ErrorCode::kNotFound, "names a host already; leave --host away", "--around");
  }
  std::int64_t length = *within * Time::kTicksPerSecond;
  Time from{middle->ticks - length};
  Time to{middle->ticks + length + 1};  // the end belongs to it
  filter.from = filter.from ? std::max(*filter.from, from) : from;
  filter.to = filter.to ? std::min(*filter.to, to) : to;
  if (at > 0) {
    filter.hosts = {options.around.substr(0, at)};
  }
  return {};
}

Result<int> search(const SearchOptions& options, Output& output) {
  unsigned threads = options.evidence.thread_count();
  SearchSetup setup;
  setup.conditions = options.any ? Conditions::kAny : Conditions::kAll;
  setup.with_record = options.full ? WithRecord::kYes : WithRecord::kNo;
  TRY(add_words(options, setup));
  ViewTable views = TRY(ViewTable::built_in());
  TRY(add_fields(options, views, threads, setup));
  LoadedIndicators loaded = TRY(load_indicators(options.lists));
  IndicatorSet indicators(loaded.indicators);
  if (!loaded.lists.empty()) {
    setup.indicators = &indicators;
    std::ranges::transform(loaded.lists, std::back_inserter(setup.list_names),
                           &LoadedIndicators::List::name);
  }
  if (!options.evidence.quiet) {
    std::fputs(lists_text(loaded, options.evidence.verbose).c_str(), stderr);
  }
  SourceList sources = TRY(find_evidence(options.evidence));
  setup.sources = &sources;
  setup.filter = TRY(options.records.filter(sources, options.evidence));
  TRY(add_around(options, setup.filter));
  DetailsTable details = TRY(DetailsTable::built_in(
      options.rows.style(output).format == RowFormat::kTable ? DetailsTable::Labels::kShown
                                                             : DetailsTable::Labels::kEnglish));
  setup.details = &details;

  RowWriter rows = make_row_writer(search_columns(setup.with_record), options.rows, output);
  setup.renderer = &rows.renderer();
  setup.format = options.rows.style(output).format;
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<SearchWorker>(setup));
  }
  TimeOrder order;
  auto write = [&order](std::string_view frames) { return order.add(frames); };
  RunTotals totals = TRY(run_over(sources, options.evidence, workers, write));
  TRY(order.finish([&rows](std::string_view lines) { return rows.add_rendered(lines); }));
  TRY(rows.finish());
  TRY(output.finish());
  if (!options.evidence.quiet) {
    std::fputs(search_summary(setup, totals, workers).c_str(), stderr);
  }
  print_outcome(totals, options.evidence);
  return exit_code_of(totals, sources, options.evidence);
}

int run_search(SearchOptions& options) {
  if (options.seeks_nothing() && options.around.empty()) {
    return report_error({ErrorCode::kNotFound,
                         "search needs something to seek: --word, --regex, --field, --ioc or "
                         "--around",
                         ""});
  }
  if (options.full && options.rows.format.empty()) {
    options.rows.format = "jsonl";
  }
  std::vector<std::string> inputs = options.evidence.paths;
  inputs.insert(inputs.end(), options.lists.begin(), options.lists.end());
  auto output = options.rows.open(inputs);
  if (!output) {
    return report_error(output.error());
  }
  auto code = search(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

void add_options(CLI::App& app, SearchOptions& options) {
  options.evidence.add_to(app);
  auto repeated = [&app](const char* flags, std::vector<std::string>& into, const char* help,
                         const char* type) {
    app.add_option(flags, into, help)->type_name(type)->allow_extra_args(false)->group("Search");
  };
  repeated("-w,--word", options.words,
           "Records that hold this text in any value, in any case. May be repeated: all of them.",
           "TEXT");
  repeated("-e,--regex", options.regexes,
           "Records of which a value matches this regular expression; (?i) in front for any case. "
           "May be repeated.",
           "PATTERN");
  repeated("--field", options.fields,
           "Records whose field has this value: NAME=VALUE, or with Sigma's modifiers "
           "NAME|contains|all=A,B. Names as in the record or as in rules. May be repeated.",
           "NAME=VALUE");
  app.add_flag("--any", options.any,
               "Any of the texts, expressions and fields is enough, instead of all of them.")
      ->group("Search");
  repeated("--ioc", options.lists,
           "Records that hold an indicator of this list: plain text, CSV, MISP JSON or a STIX "
           "bundle, defanged or not. May be repeated.",
           "FILE");
  app.add_option("--around", options.around,
                 "Records of this host around this time, whatever they hold; @TIME for every host.")
      ->type_name("HOST@TIME")
      ->group("Search");
  app.add_option("--within", options.within, "How far around (default: 10m).")
      ->type_name("LENGTH")
      ->group("Search");
  options.records.add_to(app);
  options.rows.add_to(app);
  app.add_flag("--full", options.full, "The whole record in each row (jsonl and csv).")
      ->group("Output");
}

}  // namespace

void add_search(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("search", "Find records by text, field, time or indicator");
  app->footer(
      "Rows are sorted by time.\n"
      "Examples:\n"
      "  noroshi search logs --ioc partner.txt --ioc misp-event.json\n"
      "  noroshi search logs --word mimikatz --word lsass --format table\n"
      "  noroshi search logs --field 'CommandLine|contains|all=-enc,hidden' --full\n"
      "  noroshi search logs --around DC01@2026-11-23T05:02 --within 5m");
  auto options = std::make_shared<SearchOptions>();
  add_options(*app, *options);
  app->callback([options, &action] { action = [options] { return run_search(*options); }; });
}

}  // namespace noroshi::cli

// noroshi pivots: the values worth the next query, from records on which a rule held.
#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/ascii.h"
#include "base/json_writer.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/rule_options.h"
#include "cli/units.h"
#include "cli/view_options.h"
#include "pipeline/pivot_worker.h"

namespace noroshi::cli {
namespace {

const Column kColumns[] = {
    {"kind", translatable("Kind"), ColumnKind::kWhole},
    {"level", translatable("Level"), ColumnKind::kLevel},
    {"count", translatable("Count"), ColumnKind::kNumber},
    {"hosts", translatable("Hosts"), ColumnKind::kNumber},
    {"first", translatable("First seen"), ColumnKind::kWhole},
    {"last", translatable("Last seen"), ColumnKind::kWhole},
    {"value", translatable("Value")},
    {"fields", translatable("In"), ColumnKind::kText, ColumnIn::kFilesOnly},
    {"host_names", translatable("On")},
};

struct PivotOptions {
  ViewOptions view;
  RuleOptions rules;
  std::vector<std::string> kinds;

  [[nodiscard]] bool wants(PivotKind kind) const {
    return kinds.empty() || std::ranges::find(kinds, to_string(kind)) != kinds.end();
  }
};

// By kind, then worst level, then rarest.
std::int64_t order_of(const ValueCount& value) {
  constexpr std::uint64_t kMostCounted = (std::uint64_t{1} << 40) - 1;
  std::uint64_t level = static_cast<std::uint64_t>(RuleLevel::kCritical) - value.level;
  return static_cast<std::int64_t>((std::uint64_t{value.group} << 48) | (level << 40) |
                                   std::min(value.count, kMostCounted));
}

// What is on every Windows machine finds every Windows machine.
bool is_of_the_system(std::string_view path) {
  std::string lowered = ascii_lowered(path);
  std::size_t drive = lowered.find(":\\");
  std::string_view rest = std::string_view(lowered).substr(drive == lowered.npos ? 0 : drive + 1);
  return rest.starts_with("\\windows\\") || rest.starts_with("\\program files");
}

// Whether a line of an indicator list can say this value, and searching for it makes sense.
bool is_indicator(PivotKind kind, std::string_view value) {
  bool one_line = value.find_first_of("\r\n") == value.npos && !value.starts_with('#');
  switch (kind) {
    case PivotKind::kAddress:
    case PivotKind::kHash:
      return one_line;
    case PivotKind::kDomain:
      return one_line && value.contains('.');
    case PivotKind::kProcess:
    case PivotKind::kFile:
      return one_line && value.contains('\\') && !value.contains('"') && !is_of_the_system(value);
    default:
      return false;
  }
}

Result<std::shared_ptr<const RuleSet>> compile_rules(const PivotOptions& options,
                                                     const ViewTable& views, unsigned threads) {
  RulePack pack = TRY(load_pack(options.rules, threads));
  RuleFilter filter = options.rules.filter();
  std::vector<RulePtr> chosen;
  std::ranges::copy_if(pack.rules, std::back_inserter(chosen),
                       [&](const RulePtr& rule) { return filter.admits(*rule); });
  if (chosen.empty()) {
    return fail(
        ErrorCode::kConfiguration,
        "no rule is left; name a directory of Sigma rules with --rules, or a lower --level");
  }
  sort_by_identity(chosen);
  return RuleSet::compile(std::move(chosen), views, threads);
}

// Either rows or lines of a list, both sorted.
class PivotPrinter {
 public:
  PivotPrinter(RowWriter& rows, bool as_list) : rows_(rows), as_list_(as_list) {}

  [[nodiscard]] Result<void> add(const ValueCount& value) {
    auto kind = static_cast<PivotKind>(value.group);
    std::string line;
    if (as_list_) {
      if (!is_indicator(kind, value.value)) {
        ++left_out_;
        return {};
      }
      append_visible(value.value, line);
      line += '\n';
    } else {
      std::vector<std::string> fields;
      for (std::size_t i = 0; i < pivot_fields().size(); ++i) {
        if ((value.marks >> i & 1) != 0) {
          fields.emplace_back(pivot_fields()[i].name);
        }
      }
      rows_.renderer().append(
          std::array{Cell::text(to_string(kind)),
                     Cell::text(to_string(static_cast<RuleLevel>(value.level))),
                     Cell::number(value.count), Cell::number(value.hosts), Cell::time(value.first),
                     Cell::time(value.last), Cell::text(value.value), Cell::list(fields),
                     Cell::list(value.named_hosts)},
          line);
    }
    return sorted_.add(order_of(value), value.value, line);
  }
  [[nodiscard]] SortedRows& sorted() { return sorted_; }
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  RowWriter& rows_;
  bool as_list_;
  SortedRows sorted_;
  std::uint64_t left_out_ = 0;
};

Result<int> pivots(const PivotOptions& options, Output& output) {
  const EvidenceOptions& evidence = options.view.evidence;
  ViewTable views = TRY(ViewTable::built_in());
  SourceList sources = TRY(find_evidence(evidence));
  PivotSetup setup;
  setup.filter = TRY(options.view.filter(sources));
  setup.rules = TRY(compile_rules(options, views, evidence.thread_count()));
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<PivotWorker>(setup));
  }
  TimeOrder sights;
  RunTotals totals = TRY(run_over(sources, evidence, workers, [&sights](std::string_view frames) {
    return sights.add(frames);
  }));
  std::uint64_t held = 0;
  for (const auto& worker : workers) {
    auto& mine = static_cast<PivotWorker&>(*worker);
    std::string frames;
    mine.tally().drain(frames);
    TRY(sights.add(frames));
    held += mine.held();
  }

  bool as_list = options.view.rows.format == "list";
  RowWriter rows = make_row_writer(kColumns, options.view.rows, output);
  PivotPrinter printer(rows, as_list);
  auto visit = [&](const ValueCount& value) {
    return options.wants(static_cast<PivotKind>(value.group)) ? printer.add(value) : Result<void>();
  };
  TRY(each_value(sights, visit));
  if (as_list) {
    auto write = [&output](std::string_view lines) { return output.write(lines); };
    TRY(printer.sorted().write_to(write));
  } else {
    TRY(printer.sorted().write_to(rows, 0));
    TRY(rows.finish());
  }
  TRY(output.finish());
  std::string text = tr_format("{0} values from {1} records on which a rule held",
                               count_text(printer.sorted().size()), count_text(held));
  if (printer.left_out() > 0) {
    text += tr_format("; {0} more are no indicators: names of this network, or parts of Windows",
                      count_text(printer.left_out()));
  }
  say_unless_quiet(evidence, text);
  print_outcome(totals, evidence);
  return exit_code_of(totals, sources, evidence);
}

}  // namespace

void add_pivots(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("pivots", "List values worth the next query");
  app->footer(
      "Examples:\n"
      "  noroshi pivots logs --level high\n"
      "  noroshi pivots logs --kind address --kind domain\n"
      "  noroshi pivots logs --format list -o found.txt\n"
      "  noroshi search other-logs --ioc found.txt");
  auto options = std::make_shared<PivotOptions>();
  options->rules.level = "medium";
  options->view.add_to(*app, {"list"},
                       "list: the values that a search can take as indicators, one a line. ");
  options->rules.add_source_to(*app, RuleOptions::PathsPerFlag::kOne);
  options->rules.add_filter_to(*app);
  std::vector<std::string> kinds;
  for (std::uint32_t i = 0; i < kPivotKinds; ++i) {
    kinds.emplace_back(to_string(static_cast<PivotKind>(i)));
  }
  app->add_option("--kind", options->kinds,
                  "Only values of this kind: account, host, address, domain, hash, process, file, "
                  "service, task, pipe, share. May be repeated.")
      ->check(CLI::IsMember(kinds))
      ->type_name("KIND")
      ->allow_extra_args(false)
      ->group("Output");
  app->callback([options, &action] {
    action = [options] {
      return run_view(options->view, [&](Output& output) { return pivots(*options, output); });
    };
  });
}

}  // namespace noroshi::cli

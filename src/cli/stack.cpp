// noroshi stack: every value of a field, rarest first.
#include <CLI/CLI.hpp>

#include <set>

#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/units.h"
#include "cli/view_options.h"
#include "pipeline/stack_worker.h"

namespace noroshi::cli {
namespace {

constexpr std::uint64_t kRowsOnTerminal = 100;

const Column kColumns[] = {
    {"count", translatable("Count"), ColumnKind::kNumber},
    {"hosts", translatable("Hosts"), ColumnKind::kNumber},
    {"first", translatable("First seen"), ColumnKind::kWhole},
    {"last", translatable("Last seen"), ColumnKind::kWhole},
    {"host_names", translatable("On")},
    {"value", translatable("Value")},
};

struct StackOptions {
  ViewOptions view;
  std::string field;
  std::string category;
  bool top = false;
  bool rare = false;  // the default, for those who like to say it
  std::uint64_t limit = 0;
  bool limit_given = false;
};

Result<void> check_category(const ViewTable& views, const std::string& wanted) {
  std::set<std::string_view> known;
  for (ViewId view = 0; view < views.size(); ++view) {
    known.insert(views.category(view));
  }
  known.erase("");
  if (wanted.empty() || known.contains(wanted)) {
    return {};
  }
  std::string names;
  for (std::string_view name : known) {
    names += names.empty() ? "" : ", ";
    names += name;
  }
  return fail(ErrorCode::kNotFound,
              tr_format("'{0}' is no category of log source; there are {1}", wanted, names),
              "--where");
}

std::string summary(const StackOptions& options, std::uint64_t shown, std::uint64_t values,
                    std::uint64_t with_field, std::uint64_t looked_at) {
  if (values == 0) {
    return tr_format("no record has the field {0} ({1} records looked at)", options.field,
                     count_text(looked_at));
  }
  std::string text = tr_format("{0} values of {1} in {2} of {3} records", count_text(values),
                               options.field, count_text(with_field), count_text(looked_at));
  if (shown < values) {
    text += tr_format("; the first {0} are shown, --limit 0 shows all", count_text(shown));
  }
  return text;
}

Result<int> stack(const StackOptions& options, Output& output) {
  ViewTable views = TRY(ViewTable::built_in());
  TRY(check_category(views, options.category));
  SourceList sources = TRY(find_evidence(options.view.evidence));
  StackSetup setup{&views, TRY(options.view.filter(sources)), options.field, options.category};
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.view.evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<StackWorker>(setup));
  }
  TimeOrder sights;
  RunTotals totals = TRY(run_over(sources, options.view.evidence, workers,
                                  [&](std::string_view frames) { return sights.add(frames); }));
  std::uint64_t looked_at = 0;
  std::uint64_t with_field = 0;
  for (const auto& worker : workers) {
    auto& mine = static_cast<StackWorker&>(*worker);
    std::string frames;
    mine.tally().drain(frames);
    TRY(sights.add(frames));
    looked_at += mine.looked_at();
    with_field += mine.with_field();
  }

  RowWriter rows = make_row_writer(kColumns, options.view.rows, output);
  SortedRows sorted;
  TRY(each_value(sights, [&](const ValueCount& value) -> Result<void> {
    std::string row;
    rows.renderer().append(
        std::array{Cell::number(value.count), Cell::number(value.hosts), Cell::time(value.first),
                   Cell::time(value.last), Cell::list(value.named_hosts), Cell::text(value.value)},
        row);
    auto count = static_cast<std::int64_t>(value.count);
    return sorted.add(options.top ? -count : count, value.value, row);
  }));
  bool is_table = options.view.rows.chosen_format(output) == RowFormat::kTable;
  TRY(sorted.write_to(rows, options.limit_given || !is_table ? options.limit : kRowsOnTerminal));
  TRY(rows.finish());
  TRY(output.finish());
  say_unless_quiet(options.view.evidence,
                   summary(options, rows.rows(), sorted.size(), with_field, looked_at));
  print_outcome(totals, options.view.evidence);
  return exit_code_of(totals, sources, options.view.evidence);
}

}  // namespace

void add_stack(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("stack", "Count the values of a field, rarest first");
  app->footer(
      "Examples:\n"
      "  noroshi stack Image logs --where process_creation\n"
      "  noroshi stack ServiceName logs --event-id 7045\n"
      "  noroshi stack DestinationIp logs --top --limit 20");
  auto options = std::make_shared<StackOptions>();
  app->add_option("FIELD", options->field,
                  "The field: a canonical name (Image, User, DestinationIp), or as the record has "
                  "it (SubjectUserName).")
      ->type_name("NAME")
      ->required()
      ->group("Input");
  options->view.add_to(*app);
  app->add_option("--where", options->category,
                  "Only records of this category of log source, e.g. process_creation.")
      ->type_name("CATEGORY")
      ->group("Records");
  auto* top = app->add_flag("--top", options->top, "Most frequent first.")->group("Output");
  app->add_flag("--rare", options->rare, "Rarest first; this is the default.")
      ->excludes(top)
      ->group("Output");
  auto* limit = app->add_option("--limit", options->limit,
                                "Show this many values; 0 for all. Default: 100 in a table, else "
                                "all.")
                    ->type_name("NUMBER")
                    ->group("Output");
  app->callback([options, limit, &action] {
    options->limit_given = limit->count() > 0;
    action = [options] {
      return run_view(options->view, [&](Output& output) { return stack(*options, output); });
    };
  });
}

}  // namespace noroshi::cli

// noroshi metrics: how many records of what, from when to when, and what is missing.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>

#include "base/message.h"
#include "base/timezone.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/units.h"
#include "cli/view_options.h"
#include "pipeline/metrics.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kRowsOnTerminal = 25;  // of a section

const Column kColumns[] = {
    {"by", "", ColumnKind::kWhole, ColumnIn::kFilesOnly},
    {"records", translatable("Records"), ColumnKind::kNumber},
    {"percent", translatable("%"), ColumnKind::kNumber},
    {"day", translatable("Day"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
    {"computer", translatable("Computer"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"channel", translatable("Channel"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"provider", translatable("Provider"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"event_id", translatable("Event"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"computers", translatable("Computers"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"channels", translatable("Channels"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"oldest", translatable("Oldest"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
    {"newest", translatable("Newest"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
    {"per_day", translatable("A day"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"first_number", translatable("First no."), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"last_number", translatable("Last no."), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"missing", translatable("Missing"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"clears", translatable("Clears"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"last_clear", translatable("Last clear"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
};

// A row of any section, before it becomes cells in the order of kColumns.
struct MetricsRow {
  std::string_view by;
  std::uint64_t records = 0;
  Cell day{}, computer{}, channel{}, provider{}, event_id{}, computers{}, channels{}, oldest{},
      newest{}, per_day{}, first_number{}, last_number{}, missing{}, clears{}, last_clear{};
};

struct MetricsOptions {
  ViewOptions view;
  std::vector<std::string> by;
  std::uint64_t limit = 0;
  bool limit_given = false;

  [[nodiscard]] bool wants(std::string_view section) const {
    return by.empty() ? section != "day" : std::ranges::find(by, section) != by.end();
  }
};

double rounded(double value) {
  return std::round(value * 10) / 10;
}

// Writes the sections of some metrics.
class Sections {
 public:
  Sections(const Metrics& metrics, RowWriter& rows, std::uint64_t limit)
      : metrics_(metrics), rows_(rows), limit_(limit) {}

  Result<void> computers() {
    return section("computer", tr("By computer"), metrics_.computers,
                   [](MetricsRow& row, const std::string& name, const Metrics::Row& sums) {
                     row.computer = Cell::text(name);
                     row.channels = Cell::number(sums.computers);
                   });
  }
  Result<void> channels() {
    return section("channel", tr("By channel"), metrics_.channels,
                   [](MetricsRow& row, const std::string& name, const Metrics::Row& sums) {
                     row.channel = Cell::text(name);
                     row.computers = Cell::number(sums.computers);
                   });
  }
  Result<void> providers() {
    return section("provider", tr("By provider"), metrics_.providers,
                   [](MetricsRow& row, const std::string& name, const Metrics::Row& sums) {
                     row.provider = Cell::text(name);
                     row.computers = Cell::number(sums.computers);
                   });
  }
  Result<void> events() {
    return section("event", tr("By event"), metrics_.events,
                   [](MetricsRow& row, const Metrics::EventKey& key, const Metrics::Row& sums) {
                     row.channel = Cell::text(key.channel);
                     row.provider = Cell::text(key.provider);
                     row.event_id = key.event_id < 0 ? Cell() : Cell::integer(key.event_id);
                     row.computers = Cell::number(sums.computers);
                   });
  }
  Result<void> logs() {
    TRY(section("log", tr("By log: numbers that are missing, and clearings"), metrics_.logs,
                [this](MetricsRow& row, const MetricsWorker::Log& log, const Metrics::Row& sums) {
                  row.computer = Cell::text(log.first);
                  row.channel = Cell::text(log.second);
                  if (sums.cell.numbered > 0) {
                    row.first_number = Cell::number(sums.cell.first_number);
                    row.last_number = Cell::number(sums.cell.last_number);
                    row.missing = Cell::number(sums.cell.missing());
                  }
                  auto clears = metrics_.clears.entries().find(log);
                  bool cleared = clears != metrics_.clears.entries().end();
                  row.clears = Cell::number(cleared ? clears->second.count : 0);
                  row.last_clear = cleared ? Cell::time(clears->second.last) : Cell();
                }));
    return emptied();
  }
  Result<void> days() {
    TRY(rows_.begin_section(tr("By day")));
    for (const auto& [day, count] : metrics_.days.entries()) {
      std::string text;
      append_day(day, text);
      MetricsRow row{.by = "day", .records = count};
      row.day = Cell::text(text);
      TRY(put(row));
    }
    return {};
  }

 private:
  // Logs that were cleared and of which no record was read.
  Result<void> emptied() {
    std::vector<std::pair<const MetricsWorker::Log*, const MetricsClears*>> order;
    for (const auto& [log, clears] : metrics_.clears.entries()) {
      if (!metrics_.logs.entries().contains(log)) {
        order.emplace_back(&log, &clears);
      }
    }
    TRY(rows_.begin_section(
        title_of(tr("Logs that were cleared, and of which there is no record"), order)));
    for (const auto& [log, clears] : order) {
      MetricsRow row{.by = "log"};
      row.computer = Cell::text(log->first);
      row.channel = Cell::text(log->second);
      row.clears = Cell::number(clears->count);
      row.last_clear = Cell::time(clears->last);
      TRY(put(row));
    }
    return {};
  }

  // Cuts `order` to the limit; the title says so.
  template <typename Entry>
  std::string title_of(std::string_view title, std::vector<Entry>& order) const {
    std::string whole(title);
    if (limit_ > 0 && order.size() > limit_) {
      whole += ' ';
      whole += tr_format("(the first {0} of {1}; --limit 0 shows all)", count_text(limit_),
                         count_text(order.size()));
      order.resize(limit_);
    }
    return whole;
  }

  // Rows of most records first.
  template <typename Map, typename Fill>
  Result<void> section(std::string_view by, std::string_view title, const Map& map, Fill fill) {
    std::vector<typename std::decay_t<decltype(map.entries())>::const_pointer> order;
    for (const auto& entry : map.entries()) {
      order.push_back(&entry);
    }
    std::ranges::stable_sort(order, [](const auto* a, const auto* b) {
      return a->second.cell.count > b->second.cell.count;
    });
    TRY(rows_.begin_section(title_of(title, order)));
    for (const auto* entry : order) {
      const MetricsCell& cell = entry->second.cell;
      MetricsRow row{.by = by, .records = cell.count};
      row.oldest = Cell::time(cell.oldest);
      row.newest = Cell::time(cell.newest);
      row.per_day = Cell::real(rounded(cell.per_day()));
      fill(row, entry->first, entry->second);
      TRY(put(row));
    }
    return {};
  }

  Result<void> put(const MetricsRow& row) {
    double all = static_cast<double>(std::max<std::uint64_t>(metrics_.records, 1));
    return rows_.add({Cell::text(row.by), Cell::number(row.records),
                      Cell::real(rounded(100 * static_cast<double>(row.records) / all)), row.day,
                      row.computer, row.channel, row.provider, row.event_id, row.computers,
                      row.channels, row.oldest, row.newest, row.per_day, row.first_number,
                      row.last_number, row.missing, row.clears, row.last_clear});
  }

  const Metrics& metrics_;
  RowWriter& rows_;
  std::uint64_t limit_;
};

void say_left_out(const Metrics& metrics, const EvidenceOptions& options) {
  auto check = [&](std::string_view section, const auto& map) {
    std::uint64_t kept = 0;
    for (const auto& [name, row] : map.entries()) {
      kept += row.cell.count;
    }
    if (kept < metrics.records) {
      say_unless_quiet(
          options,
          tr_format("by {0}: {1} records of further names are left out (limit: {2})", section,
                    count_text(metrics.records - kept), count_text(Metrics::kMostRows)));
    }
  };
  check("computer", metrics.computers);
  check("channel", metrics.channels);
  check("provider", metrics.providers);
  check("event", metrics.events);
  check("log", metrics.logs);
}

Result<int> metrics(const MetricsOptions& options, Output& output) {
  SourceList sources = TRY(find_evidence(options.view.evidence));
  RecordFilter filter = TRY(options.view.filter(sources));
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.view.evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<MetricsWorker>(filter));
  }
  TimeOrder cells;
  RunTotals totals = TRY(run_over(sources, options.view.evidence, workers,
                                  [&](std::string_view frames) { return cells.add(frames); }));
  std::vector<const MetricsWorker*> mine;
  for (const auto& worker : workers) {
    std::string frames;
    static_cast<MetricsWorker&>(*worker).drain(frames);
    TRY(cells.add(frames));
    mine.push_back(&static_cast<const MetricsWorker&>(*worker));
  }
  Metrics sums = TRY(Metrics::of(cells, mine));

  bool is_table = options.view.rows.chosen_format(output) == RowFormat::kTable;
  RowWriter rows = make_row_writer(kColumns, options.view.rows, output);
  Sections sections(sums, rows, options.limit_given || !is_table ? options.limit : kRowsOnTerminal);
  using Write = Result<void> (Sections::*)();
  const std::pair<std::string_view, Write> kSections[] = {
      {"computer", &Sections::computers}, {"channel", &Sections::channels},
      {"provider", &Sections::providers}, {"event", &Sections::events},
      {"log", &Sections::logs},           {"day", &Sections::days}};
  for (auto [name, write] : kSections) {
    if (options.wants(name)) {
      TRY((sections.*write)());
    }
  }
  TRY(rows.finish());
  TRY(output.finish());
  say_left_out(sums, options.view.evidence);
  print_outcome(totals, options.view.evidence);
  return exit_code_of(totals, sources, options.view.evidence);
}

}  // namespace

void add_metrics(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("metrics", "Count records by computer, channel and event");
  app->footer(
      "Examples:\n"
      "  noroshi metrics logs\n"
      "  noroshi metrics logs --by log --by day\n"
      "  noroshi metrics logs --by event --format csv -o events.csv");
  auto options = std::make_shared<MetricsOptions>();
  options->view.add_to(*app);
  app->add_option("--by", options->by,
                  "Only this section: computer, channel, provider, event, log (numbers that are "
                  "missing, clearings), day. May be repeated. Default: all but day.")
      ->check(CLI::IsMember({"computer", "channel", "provider", "event", "log", "day"}))
      ->type_name("SECTION")
      ->allow_extra_args(false)
      ->group("Output");
  auto* limit = app->add_option("--limit", options->limit,
                                "Show this many rows of each section; 0 for all. Default: 25 in a "
                                "table, else all.")
                    ->type_name("NUMBER")
                    ->group("Output");
  app->callback([options, limit, &action] {
    options->limit_given = limit->count() > 0;
    action = [options] {
      return run_view(options->view, [&](Output& output) { return metrics(*options, output); });
    };
  });
}

}  // namespace noroshi::cli

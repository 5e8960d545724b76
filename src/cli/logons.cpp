// noroshi logons: who was where, from where, from when to when.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/units.h"
#include "cli/view_options.h"
#include "pipeline/logon_sessions.h"
#include "pipeline/logon_worker.h"
#include "report/details.h"

namespace noroshi::cli {
namespace {

constexpr std::int64_t kSystemType = 0;
constexpr std::int64_t kServiceType = 5;

const Column kSessionColumns[] = {
    {"start", translatable("Start"), ColumnKind::kWhole},
    {"end", translatable("End"), ColumnKind::kWhole, ColumnIn::kFilesOnly},
    {"seconds", translatable("Seconds"), ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"lasted", translatable("Lasted"), ColumnKind::kNumber, ColumnIn::kTableOnly},
    {"ended", translatable("Ended"), ColumnKind::kWhole, ColumnIn::kFilesOnly},
    {"event", translatable("Event"), ColumnKind::kWhole},
    {"computer", translatable("Computer")},
    {"account", translatable("Account")},
    {"logon_type", translatable("Type"), ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"logon_type_name", translatable("Type"), ColumnKind::kText},
    {"source", translatable("From"), ColumnKind::kText},
    {"source_host", translatable("Calls itself"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"first_pair", translatable("New"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
    {"privileged", translatable("Admin"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
    {"count", translatable("Count"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"failures_before", translatable("Failed before"), ColumnKind::kNumber, ColumnIn::kWhereFilled},
    {"reconnects", translatable("Reconnects"), ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"last_source", translatable("Then from"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"detail", translatable("Detail"), ColumnKind::kText},
    {"subject", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"target", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"process", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"package", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"status", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"logon_id", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"record", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
};

const Column kPairColumns[] = {
    {"first", translatable("First seen"), ColumnKind::kWhole},
    {"last", translatable("Last seen"), ColumnKind::kWhole},
    {"account", translatable("Account")},
    {"source", translatable("From")},
    {"source_host", translatable("Calls itself"), ColumnKind::kText, ColumnIn::kWhereFilled},
    {"successes", translatable("Successes"), ColumnKind::kNumber},
    {"failures", translatable("Failures"), ColumnKind::kNumber},
    {"logon_types", translatable("Types")},
    {"computers", translatable("On")},
    {"more_computers", translatable("And more"), ColumnKind::kWhole, ColumnIn::kWhereFilled},
};

struct LogonOptions {
  ViewOptions view;
  bool all = false;
  bool pairs = false;
};

// What machines do among themselves, all the time.
bool is_of_machines(std::string_view account, std::int64_t type) {
  std::string_view name = account.substr(account.find('\\') + 1);
  return type == kSystemType || type == kServiceType || name.ends_with('$') ||
         name.starts_with("DWM-") || name.starts_with("UMFD-") ||
         (account.starts_with("NT AUTHORITY\\") && name != "ANONYMOUS LOGON");
}

Cell text_or_nothing(std::string_view text) {
  return text.empty() ? Cell() : Cell::text(text);
}

// A number that says something only if it is not zero.
Cell number_or_nothing(std::uint64_t number) {
  return number == 0 ? Cell() : Cell::number(number);
}

Cell flag(bool value, RowFormat format) {
  return value || format != RowFormat::kTable ? Cell::boolean(value) : Cell();
}

// Turns rows of sessions into lines, sorted by their start.
class SessionTable {
 public:
  SessionTable(const DetailsTable& words, const RowRenderer& renderer, RowFormat format)
      : words_(words), renderer_(renderer), format_(format) {}

  [[nodiscard]] Result<void> add(const LogonRow& row) {
    const LogonFact& fact = row.fact;
    ++counts_[static_cast<std::size_t>(row.kind)];
    std::string type = type_name(row);
    std::string detail = detail_of(row);
    std::string status = fmt::format("{:#x}", fact.status);
    std::string id = fmt::format("{:#x}", fact.id);
    bool is_session =
        row.kind == LogonRowKind::kSession || row.kind == LogonRowKind::kRemoteSession;
    bool has_length = row.start && row.end && (is_session || row.count > 1);
    double seconds = has_length ? static_cast<double>(row.end->ticks - row.start->ticks) /
                                      static_cast<double>(Time::kTicksPerSecond)
                                : 0;
    std::string lasted = has_length ? duration_text(seconds) : std::string();
    std::string_view ended = to_string(row.ended);
    line_.clear();
    renderer_.append(std::array{row.start ? Cell::time(*row.start) : Cell(),
                                row.end ? Cell::time(*row.end) : Cell(),
                                has_length ? Cell::real(seconds) : Cell(),
                                text_or_nothing(lasted),
                                text_or_nothing(ended),
                                Cell::text(to_string(row.kind)),
                                Cell::text(fact.computer),
                                Cell::text(fact.account),
                                fact.type < 0 ? Cell() : Cell::integer(fact.type),
                                text_or_nothing(type),
                                text_or_nothing(fact.address),
                                text_or_nothing(fact.source_host),
                                flag(row.is_first_pair, format_),
                                flag(row.has_privileges, format_),
                                is_session ? Cell() : Cell::number(row.count),
                                number_or_nothing(row.failures),
                                number_or_nothing(row.reconnects),
                                text_or_nothing(row.last_address),
                                text_or_nothing(detail),
                                text_or_nothing(fact.subject),
                                text_or_nothing(fact.target),
                                text_or_nothing(fact.process),
                                text_or_nothing(fact.package),
                                row.kind == LogonRowKind::kFailure ? Cell::text(status) : Cell(),
                                is_session ? Cell::text(id) : Cell(),
                                Cell::number(fact.record)},
                     line_);
    return rows_.add(fact.time.ticks, fact.computer, line_);
  }
  [[nodiscard]] SortedRows& rows() { return rows_; }
  [[nodiscard]] std::uint64_t count(LogonRowKind kind) const {
    return counts_[static_cast<std::size_t>(kind)];
  }

 private:
  [[nodiscard]] std::string type_name(const LogonRow& row) const {
    if (row.kind == LogonRowKind::kRemoteSession || row.kind == LogonRowKind::kRdpAuthenticated) {
      return row.fact.address.empty() ? "console" : "remote desktop";
    }
    return std::string(row.fact.type < 0
                           ? std::string_view()
                           : words_.word("logon_type", static_cast<std::uint64_t>(row.fact.type)));
  }
  [[nodiscard]] std::string detail_of(const LogonRow& row) const {
    const LogonFact& fact = row.fact;
    switch (row.kind) {
      case LogonRowKind::kSession:
        return row.start ? fact.package : std::string(tr("start not seen"));
      case LogonRowKind::kRemoteSession:
        return row.start ? std::string() : std::string(tr("start not seen"));
      case LogonRowKind::kFailure: {
        std::string_view word = words_.word("status", fact.status);
        return word.empty() ? fmt::format("{:#x}", fact.status) : std::string(word);
      }
      case LogonRowKind::kExplicit: {
        std::string text = tr_format("by {0} for {1}", fact.subject, fact.target);
        return fact.process.empty() ? text : text + ' ' + tr_format("with {0}", fact.process);
      }
      case LogonRowKind::kRdpAuthenticated:
        break;
    }
    return {};
  }

  const DetailsTable& words_;
  const RowRenderer& renderer_;
  RowFormat format_;
  SortedRows rows_;
  std::array<std::uint64_t, 5> counts_{};  // by LogonRowKind
  std::string line_;
};

// `hidden` counts those that only --all shows.
Result<void> write_pairs(const LogonSessions& sessions, const DetailsTable& words, bool all,
                         RowWriter& rows, RowFormat format, std::uint64_t& hidden) {
  SortedRows sorted;
  for (const auto& [key, pair] : sessions.pairs()) {
    bool of_machines =
        is_of_machines(pair.account, -1) ||
        (!pair.types.empty() && std::ranges::all_of(pair.types, [&](std::int64_t type) {
          return is_of_machines(pair.account, type);
        }));
    if (!all && pair.failures == 0 && of_machines) {
      ++hidden;
      continue;
    }
    std::vector<std::string> types;
    for (std::int64_t type : pair.types) {
      std::string_view word = words.word("logon_type", static_cast<std::uint64_t>(type));
      types.push_back(word.empty() ? std::to_string(type) : std::string(word));
    }
    std::vector<std::string> computers(pair.computers.begin(), pair.computers.end());
    std::string line;
    rows.renderer().append(
        std::array{Cell::time(pair.first), Cell::time(pair.last), Cell::text(pair.account),
                   Cell::text(pair.address), text_or_nothing(pair.source_host),
                   Cell::number(pair.successes), Cell::number(pair.failures), Cell::list(types),
                   Cell::list(computers), flag(pair.more_computers, format)},
        line);
    TRY(sorted.add(pair.first.ticks, pair.account, line));
  }
  return sorted.write_to(rows, 0);
}

void say_summary(const LogonOptions& wanted, const SessionTable& table,
                 const LogonSessions& sessions, std::uint64_t hidden) {
  const EvidenceOptions& options = wanted.view.evidence;
  auto count = [&](LogonRowKind kind) { return count_text(table.count(kind)); };
  if (!wanted.pairs) {
    say_unless_quiet(
        options,
        tr_format("{0} sessions, {1} sessions of Terminal Services, {2} rows of failures, {3} of "
                  "explicit credentials, {4} of RDP authentications",
                  count(LogonRowKind::kSession), count(LogonRowKind::kRemoteSession),
                  count(LogonRowKind::kFailure), count(LogonRowKind::kExplicit),
                  count(LogonRowKind::kRdpAuthenticated)));
  }
  if (hidden > 0) {
    say_unless_quiet(options,
                     tr_format("left out: {0} rows of services and machine accounts; --all shows "
                               "them",
                               count_text(hidden)));
  }
  if (sessions.unremembered() > 0) {
    say_unless_quiet(
        options,
        tr_format("more than {0} pairs of source and account: {1} records belong to "
                  "others, which are not marked as new",
                  count_text(LogonSessions::kMostPairs), count_text(sessions.unremembered())));
  }
  if (sessions.cut_short() > 0) {
    say_unless_quiet(
        options, tr_format("more than {0} sessions open at a time: {1} are shown without the "
                           "end they may have had",
                           count_text(LogonSessions::kMostOpen), count_text(sessions.cut_short())));
  }
}

Result<int> logons(const LogonOptions& options, Output& output) {
  DetailsTable words = TRY(DetailsTable::built_in());
  SourceList sources = TRY(find_evidence(options.view.evidence));
  RecordFilter filter = TRY(options.view.filter(sources));
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.view.evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<LogonWorker>(filter));
  }
  TimeOrder facts;
  RunTotals totals = TRY(run_over(sources, options.view.evidence, workers,
                                  [&](std::string_view frames) { return facts.add(frames); }));

  RowFormat format = options.view.rows.chosen_format(output).value_or(RowFormat::kJsonLines);
  std::span<const Column> columns = kSessionColumns;
  if (options.pairs) {
    columns = kPairColumns;
  }
  RowWriter rows = make_row_writer(columns, options.view.rows, output);
  SessionTable table(words, rows.renderer(), format);
  std::uint64_t hidden = 0;
  LogonSessions sessions([&](const LogonRow& row) -> Result<void> {
    if (!options.all && row.kind != LogonRowKind::kFailure &&
        is_of_machines(row.fact.account, row.fact.type)) {
      ++hidden;
      return {};
    }
    return options.pairs ? Result<void>() : table.add(row);
  });
  std::string before;
  auto take = [&](std::string_view lines) -> Result<void> {
    while (!lines.empty()) {
      std::string_view start = lines;
      LogonFact fact = LogonFact::unpack_from(lines);
      std::string_view line = start.substr(0, start.size() - lines.size());
      if (line != before) {  // else the same record, from a copy of its log
        before = line;
        TRY(sessions.add(fact));
      }
    }
    return {};
  };
  TRY(facts.finish(take));
  TRY(sessions.finish());
  if (options.pairs) {
    hidden = 0;
  }
  TRY(options.pairs ? write_pairs(sessions, words, options.all, rows, format, hidden)
                    : table.rows().write_to(rows, 0));
  TRY(rows.finish());
  TRY(output.finish());
  say_summary(options, table, sessions, hidden);
  print_outcome(totals, options.view.evidence);
  return exit_code_of(totals, sources, options.view.evidence);
}

}  // namespace

void add_logons(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("logons", "Show who was where, from where and when");
  app->footer(
      "Examples:\n"
      "  noroshi logons logs\n"
      "  noroshi logons logs --pairs\n"
      "  noroshi logons logs | jq -c 'select(.first_pair and .failures_before > 5)'");
  auto options = std::make_shared<LogonOptions>();
  options->view.add_to(*app);
  app->add_flag("--all", options->all, "Also sessions of services and machine accounts.")
      ->group("Records");
  app->add_flag("--pairs", options->pairs,
                "Instead of sessions, each pair of source and account once, with its successes "
                "and failures.")
      ->group("Output");
  app->callback([options, &action] {
    action = [options] {
      return run_view(options->view, [&](Output& output) { return logons(*options, output); });
    };
  });
}

}  // namespace noroshi::cli

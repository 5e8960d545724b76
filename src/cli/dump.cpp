// noroshi dump: records as lines of JSON, and the account of what was read.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/account_table.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "pipeline/dump_worker.h"

namespace noroshi::cli {
namespace {

struct DumpOptions {
  EvidenceOptions evidence;
  std::string output;
  bool account = false;
  bool flat = false;
  bool once = false;
};

std::vector<std::unique_ptr<RecordWorker>> make_workers(const DumpOptions& options,
                                                        const ViewTable& views,
                                                        const SourceList& sources) {
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.evidence.thread_count(); ++i) {
    if (options.account) {
      workers.push_back(std::make_unique<CountWorker>());
    } else if (options.flat) {
      workers.push_back(std::make_unique<FlatDumpWorker>(views, sources));
    } else {
      workers.push_back(std::make_unique<DumpWorker>());
    }
  }
  return workers;
}

Result<int> dump(const DumpOptions& options, Output& output) {
  SourceList sources = TRY(find_evidence(options.evidence));
  ViewTable views = TRY(ViewTable::built_in());
  auto workers = make_workers(options, views, sources);
  std::string table;
  if (options.account) {
    append_account_header(table);
  }
  auto on_file = [&](const FileAccount& account) {
    if (options.account) {
      append_account_row(sources.files[account.source].path, account, table);
    }
  };
  auto write = [&](std::string_view bytes) { return output.write(bytes); };
  RunTotals totals = TRY(run_over(sources, options.evidence, workers, write, on_file));
  if (options.account) {
    append_account_sum(totals.account, table);
    TRY(output.write(table));
  }
  TRY(output.finish());
  print_outcome(totals, options.evidence);
  return exit_code_of(totals, sources, options.evidence);
}

int run_dump(const DumpOptions& options) {
  auto output = Output::open(options.output);
  if (!output) {
    return report_error(output.error());
  }
  auto code = dump(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

}  // namespace

void add_dump(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("dump", "Print records as lines of JSON");
  app->footer(
      "Examples:\n"
      "  noroshi dump Security.evtx | jq .Event.System.EventID\n"
      "  noroshi dump --account C/Windows/System32/winevt/Logs");
  auto options = std::make_shared<DumpOptions>();
  options->evidence.add_to(*app);
  app->remove_option(app->get_option("--keep-duplicates"));
  app->add_flag("--once", options->once,
                "Leave out records that stand in an earlier file, or earlier in the same one.")
      ->group("Input");
  app->add_flag("--account", options->account,
                "Instead of records, print for each file which bytes and record numbers were read, "
                "and which were not.")
      ->group("Output");
  app->add_flag(
         "--flat", options->flat,
         "Flat records under canonical field names, one line for each view (log source) that "
         "a record satisfies.")
      ->excludes(app->get_option("--account"))
      ->group("Output");
  app->add_option("-o,--output", options->output, "Write to this file (default: standard output).")
      ->group("Output");
  app->callback([options, &action] {
    options->evidence.keeps_duplicates = !options->once;
    action = [options] { return run_dump(*options); };
  });
}

}  // namespace noroshi::cli

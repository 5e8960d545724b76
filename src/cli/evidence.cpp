#include "cli/evidence.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <thread>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/exit_codes.h"
#include "cli/progress_bar.h"
#include "cli/stop_signal.h"
#include "cli/time_options.h"
#include "cli/units.h"

namespace noroshi::cli {
namespace {

constexpr unsigned kMostThreads = 256;

void say(std::string_view text) {
  std::string line;
  append_visible(text, line);
  line += '\n';
  std::fputs(line.c_str(), stderr);
}

// What the user named by name, what was found in a directory by number.
void say_what_is_left_aside(const SourceList& list, const EvidenceOptions& options) {
  std::map<std::string, std::uint64_t, std::less<>> rest = list.not_read;
  for (const OtherFile& file : list.left_aside) {
    if (options.verbose || file.reached == OtherFile::Reached::kNamed) {
      say(tr_format("noroshi: {0}: not an event log ({1}), not read", file.path, tr(file.kind)));
      --rest[file.kind];
    }
  }
  for (const auto& [kind, count] : rest) {
    if (count > 0) {
      say(tr_format("noroshi: not read: {0} ({1})", plural(count, "file"), tr(kind)));
    }
  }
}

}  // namespace

void EvidenceOptions::add_to(CLI::App& app, Paths need) {
  app.add_option("EVIDENCE", paths,
                 "Event logs, or directories to search for them. A file is known by its content, "
                 "whatever its name.")
      ->type_name("PATH")
      ->required(need == Paths::kRequired)
      ->group("Input");
  app.add_flag("--recover", recover,
               "Also take records from the slack space of logs; they are marked as recovered.")
      ->group("Input");
  app.add_flag("--keep-duplicates", keeps_duplicates,
               "Read a record each time it stands in the evidence. Else a record that stands in "
               "several files (copies, archived or forwarded logs) counts once.")
      ->group("Input");
  app.add_flag("--strict", strict, "Exit with 65 if any evidence could not be read.")
      ->group("Input");
  add_timezone_option(app);
  app.add_option("--threads", threads, "Threads that work (default: one for each processor).")
      ->check(CLI::Range(1U, kMostThreads))
      ->group("General");
  app.add_flag("-q,--quiet", quiet, "No progress and no summary on standard error.")
      ->group("General");
  app.add_flag("-v,--verbose", verbose, "Name every diagnostic, file left aside and rule not run.")
      ->group("General");
  custody.add_to(app);
}

unsigned EvidenceOptions::thread_count() const {
  unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  return std::min(threads == 0 ? machine : threads, kMostThreads);
}

Result<SourceList> find_evidence(const EvidenceOptions& options) {
  SourceList list = TRY(list_sources(options.paths));
  for (const UnreadFile& file : list.unreadable) {
    say(tr_format("noroshi: {0}: cannot be read: {1}", file.path, file.reason));
  }
  if (!options.quiet) {
    say_what_is_left_aside(list, options);
    if (list.files.empty()) {
      say(tr("noroshi: no event log was found; name .evtx files or a directory that holds them"));
    }
  }
  return list;
}

Result<RunTotals> run_over(const SourceList& sources, const EvidenceOptions& options,
                           std::span<const std::unique_ptr<RecordWorker>> workers,
                           std::function<Result<void>(std::string_view)> write,
                           std::function<void(const FileAccount&)> on_file) {
  TRY(write_manifest(sources, options));
  ProgressBar bar(options.quiet ? ProgressBar::Show::kNo : ProgressBar::Show::kIfTerminal);
  RunOptions run_options;
  run_options.decode.recover = options.recover ? evtx::Recover::kSlack : evtx::Recover::kNo;
  run_options.duplicates = options.keeps_duplicates ? Duplicates::kKeep : Duplicates::kLeaveOut;
  run_options.stop = &install_stop_signal();
  run_options.on_progress = [&bar](const Progress& progress) { bar.update(progress); };
  run_options.on_file = std::move(on_file);
  run_options.write = std::move(write);
  if (options.verbose) {
    run_options.on_diagnostic = [&](const Diagnostic& diagnostic) {
      bar.clear();
      say(tr_format("{0}, byte {1}: {2} [{3}]", sources.files[diagnostic.source].path,
                    diagnostic.offset, diagnostic.message, diagnostic.kind));
    };
  }
  return run(sources, workers, run_options);
}

void print_outcome(const RunTotals& totals, const EvidenceOptions& options) {
  if (!options.quiet && totals.duplicates.records() > 0) {
    std::string text = tr_format(
        "Duplicates  {0} in {1}, counted in an earlier file and nowhere else\n",
        plural(totals.duplicates.records(), "record"), plural(totals.duplicates.files(), "file"));
    std::fputs(text.c_str(), stderr);
  }
  if (!options.quiet && totals.diagnostics.total() > 0) {
    std::string text(options.verbose ? tr("Diagnostics:\n") : tr("Diagnostics (-v names them):\n"));
    for (const auto& [kind, count] : totals.diagnostics.counts()) {
      text += fmt::format("  {:>10}  {}\n", count_text(count), tr(kind));
    }
    std::fputs(text.c_str(), stderr);
  }
  if (totals.files_changed > 0) {
    say(
        tr_format("noroshi: changed while it was read: {0}; results are of the bytes as they were "
                  "read",
                  plural(totals.files_changed, "file")));
  }
  if (totals.stopped) {
    say(tr("noroshi: stopped early; the results are valid and cover only the part that was read"));
  }
}

int exit_code_of(const RunTotals& totals, const SourceList& sources,
                 const EvidenceOptions& options) {
  if (totals.stopped) {
    return kInterrupted;
  }
  bool all_read = sources.unreadable.empty() && totals.files_failed == 0 &&
                  totals.account.diagnosed == 0 && totals.account.diagnosed_bytes == 0 &&
                  !sources.files.empty();
  return options.strict && !all_read ? kUnreadable : kDone;
}

int report_write_error(const Error& error, const Output& output) {
  return output.reader_gone() ? kReaderGone : report_error(error);
}

}  // namespace noroshi::cli

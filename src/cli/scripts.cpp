// noroshi scripts: PowerShell script blocks, put together from their parts.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>

#include "base/message.h"
#include "cli/chosen_rules.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/script_files.h"
#include "cli/view_options.h"
#include "pipeline/script_report.h"
#include "pipeline/script_worker.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kBeginning = 400;  // bytes of a script that a table shows at most

struct ScriptsOptions {
  ViewOptions view;
  RuleOptions rules;
  std::string folder;
  bool several = false;
  bool hits = false;
};

constexpr Column kColumns[] = {
    {"time", translatable("Time"), ColumnKind::kWhole},
    {"level", translatable("Level"), ColumnKind::kLevel},
    {"host", translatable("Host")},
    {"id", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"parts_of", translatable("Parts"), ColumnKind::kWhole, ColumnIn::kTableOnly},
    {"parts", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"of", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"missing", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"versions", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"cut", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"length", translatable("Bytes"), ColumnKind::kNumber},
    {"detections", translatable("Detections")},
    {"joined", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"path", translatable("File")},
    {"file", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"offset", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"record", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"written", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"script", translatable("Script"), ColumnKind::kText, ColumnIn::kTableOnly},
    {"text", "", ColumnKind::kText, ColumnIn::kFilesOnly},
};

Cell text_or_nothing(std::string_view text) {
  return text.empty() ? Cell() : Cell::text(text);
}

Cell count_or_nothing(std::uint64_t count) {
  return count == 0 ? Cell() : Cell::number(count);
}

// The start of a script in one line, runs of white space as one space.
std::string beginning_of(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
    if (out.size() >= kBeginning) {
      break;
    }
  }
  return out;
}

// Prints scripts, and writes them if there is a folder.
class Printer {
 public:
  Printer(const ScriptsOptions& options, const SourceList& sources, std::span<const RulePtr> rules,
          RowWriter& rows)
      : options_(options), sources_(sources), rules_(rules), rows_(rows) {}

  Result<void> open_folder() {
    if (!options_.folder.empty()) {
      folder_ = TRY(ScriptFolder::open(options_.folder, options_.view.evidence.paths));
    }
    return {};
  }

  Result<void> print(const FoundScript& script) {
    if (options_.hits && script.held.empty() && script.joined.empty()) {
      return {};
    }
    ++scripts_;
    incomplete_ += script.parts < script.of || script.versions > 0 || script.cut > 0;
    std::string written;
    if (folder_) {
      written = script_file_name(scripts_, script.host, script.time, script.id);
      TRY(folder_->write(written, script.text));
    }
    std::vector<std::string> joined = titles({}, script.joined);
    std::vector<std::string> all = titles(script.held, script.joined);
    std::string parts_of = std::to_string(script.parts) + "/" + std::to_string(script.of);
    std::string shown = folder_ ? written : beginning_of(script.text);
    return rows_.add({Cell::time(script.time),
                      text_or_nothing(worst_),
                      Cell::text(script.host),
                      text_or_nothing(script.id),
                      Cell::text(parts_of),
                      Cell::number(script.parts),
                      Cell::number(script.of),
                      text_or_nothing(script.missing),
                      count_or_nothing(script.versions),
                      count_or_nothing(script.cut),
                      Cell::number(script.text.size()),
                      all.empty() ? Cell() : Cell::list(all),
                      joined.empty() ? Cell() : Cell::list(joined),
                      text_or_nothing(script.path),
                      Cell::text(sources_.files[script.source].path),
                      Cell::number(script.offset),
                      Cell::number(script.record),
                      text_or_nothing(written),
                      Cell::text(shown),
                      folder_ ? Cell() : Cell::text(script.text)});
  }

  [[nodiscard]] std::uint64_t scripts() const { return scripts_; }
  [[nodiscard]] std::uint64_t incomplete() const { return incomplete_; }

 private:
  // Worst first; sets worst_.
  std::vector<std::string> titles(std::vector<std::uint32_t> held,
                                  const std::vector<std::uint32_t>& joined) {
    held.insert(held.end(), joined.begin(), joined.end());
    std::ranges::sort(held);
    std::ranges::stable_sort(held, [this](std::uint32_t a, std::uint32_t b) {
      return rules_[a]->level > rules_[b]->level;
    });
    worst_ = held.empty() ? "" : to_string(rules_[held.front()]->level);
    std::vector<std::string> out;
    out.reserve(held.size());
    for (std::uint32_t rule : held) {
      out.push_back(rules_[rule]->title);
    }
    return out;
  }

  const ScriptsOptions& options_;
  const SourceList& sources_;
  std::span<const RulePtr> rules_;
  RowWriter& rows_;
  std::optional<ScriptFolder> folder_;
  std::string_view worst_;
  std::uint64_t scripts_ = 0;
  std::uint64_t incomplete_ = 0;
};

Result<int> scripts(const ScriptsOptions& options, Output& output) {
  const EvidenceOptions& evidence = options.view.evidence;
  SourceList sources = TRY(find_evidence(evidence));
  ChosenRules chosen = TRY(chosen_rules(options.rules, evidence));
  ScriptParts parts(options.several ? ScriptParts::Take::kSeveral : ScriptParts::Take::kAll);
  ScriptSetup setup;
  setup.rules = chosen.rules;
  setup.filter = TRY(options.view.filter(sources));
  setup.parts = &parts;
  RowWriter rows = make_row_writer(kColumns, options.view.rows, output);
  Printer printer(options, sources, chosen.rules->rules(), rows);
  TRY(printer.open_folder());  // before the work, which may be long

  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<ScriptWorker>(setup));
  }
  RunTotals totals = TRY(run_over(sources, evidence, workers, {}));
  auto print = [&](const FoundScript& script) { return printer.print(script); };
  TRY(report_scripts(parts, chosen.rules, print));
  TRY(rows.finish());
  TRY(output.finish());
  say_unless_quiet(evidence, tr_format("{0} scripts, {1} of them incomplete", printer.scripts(),
                                       printer.incomplete()));
  print_outcome(totals, evidence);
  return exit_code_of(totals, sources, evidence);
}

}  // namespace

void add_scripts(CLI::App& program, Action& action) {
  auto* app =
      program.add_subcommand("scripts", "Put logged PowerShell scripts together from their parts");
  app->footer(
      "Examples:\n"
      "  noroshi scripts logs --hits\n"
      "  noroshi scripts logs --host DC01 --out scripts --rules sigma/rules");
  auto options = std::make_shared<ScriptsOptions>();
  options->view.add_to(*app);
  options->rules.add_source_to(*app, RuleOptions::PathsPerFlag::kOne);
  options->rules.add_filter_to(*app);
  app->add_flag("--hits", options->hits, "Only scripts on which a rule held.")->group("Output");
  app->add_flag("--several", options->several, "Only scripts that were logged in several parts.")
      ->group("Output");
  app->add_option("--out", options->folder,
                  "Write each script to a file of its own in this folder, and print the list.")
      ->type_name("DIR")
      ->group("Output");
  app->callback([options, &action] {
    action = [options] {
      return run_view(options->view, [&](Output& output) { return scripts(*options, output); });
    };
  });
}

}  // namespace noroshi::cli

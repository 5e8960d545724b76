// noroshi demo: a hunt in evidence that is built in, with the rules that are built in. Writes
// nothing unless --write asks for the evidence.
#include <CLI/CLI.hpp>

#include <filesystem>

#include "base/embedded_file.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/demo_text.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/style.h"
#include "cli/time_options.h"
#include "pipeline/load_rules.h"
#include "source/memory_files.h"

namespace noroshi {

std::span<const EmbeddedFile> built_in_rules();  // made by noroshi_embed
std::span<const EmbeddedFile> demo_evidence();

namespace cli {
namespace {

struct DemoOptions {
  EvidenceOptions evidence;  // only its threads
  std::string folder;
  std::string colour = "auto";
};

Result<std::vector<ArchiveEntry>> unpack_evidence() {
  constexpr std::string_view kSuffixes[] = {".evtx"};
  const EmbeddedFile& pack = demo_evidence().front();
  ArchiveContent content = TRY(read_archive_bytes(std::as_bytes(std::span(pack.content)),
                                                  std::string(pack.path), kSuffixes));
  return std::move(content.entries);
}

Result<void> write_evidence(const std::string& folder, std::span<const ArchiveEntry> entries) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::exists(folder, error)) {
    return fail(ErrorCode::kNotFound, std::string(tr("is there already; name a new folder")),
                folder);
  }
  for (const ArchiveEntry& entry : entries) {
    fs::path path = fs::path(folder) / entry.path;
    fs::create_directories(path.parent_path(), error);
    if (error) {
      return fail(ErrorCode::kIo, error.message(), path.parent_path().string());
    }
    Output file = TRY(Output::open(path.string()));
    TRY(file.write(entry.content));
    TRY(file.finish());
  }
  return {};
}

Result<DemoHunt> hunt_in(const SourceList& sources, const DemoOptions& options,
                         const std::shared_ptr<const RuleSet>& rules, const DetailsTable& details) {
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < options.evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<DemoWorker>(rules, details));
  }
  DemoHunt hunt;
  hunt.totals = TRY(run_over(sources, options.evidence, workers, {}));
  for (const auto& worker : workers) {
    hunt.found.merge(static_cast<const DemoWorker&>(*worker).findings());
  }
  return hunt;
}

Result<int> demo(const DemoOptions& options, Output& output) {
  std::vector<ArchiveEntry> evidence = TRY(unpack_evidence());
  if (!options.folder.empty()) {
    TRY(write_evidence(options.folder, evidence));
    TRY(
        output.write(tr_format("The logs of the demonstration are in {0}; next:\n"
                               "  noroshi hunt {0}/intrusion --format table\n",
                               options.folder)));
    return kDone;
  }
  unsigned threads = options.evidence.thread_count();
  RulePack pack = load_embedded_rules(built_in_rules(), {}, threads);
  ViewTable views = TRY(ViewTable::built_in());
  DetailsTable details = TRY(DetailsTable::built_in());
  auto rules = RuleSet::compile(pack.rules, views, threads);
  SourceList intrusion_logs = list_memory_files(evidence, "intrusion/");
  SourceList week_logs = list_memory_files(evidence, "clean-week/");
  DemoHunt intrusion = TRY(hunt_in(intrusion_logs, options, rules, details));
  DemoHunt week = TRY(hunt_in(week_logs, options, rules, details));
  TerminalStyle style = style_for(output, colour_from(options.colour));
  TRY(output.write(demo_text(*rules, intrusion, week, style)));
  return intrusion.totals.stopped || week.totals.stopped ? kInterrupted : kDone;
}

int run_demo(const DemoOptions& options) {
  auto output = Output::open("");
  if (!output) {
    return report_error(output.error());
  }
  auto code = demo(options, *output);
  return code ? *code : report_write_error(code.error(), *output);
}

}  // namespace

void add_demo(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("demo", "Show a hunt in invented evidence that is built in");
  app->footer(
      "Examples:\n"
      "  noroshi demo\n"
      "  noroshi demo --write demo-logs && noroshi hunt demo-logs/intrusion --format timeline");
  auto options = std::make_shared<DemoOptions>();
  options->evidence.quiet = true;
  app->add_option("--write", options->folder,
                  "Write the evidence as event logs into this new folder instead of hunting in it.")
      ->type_name("FOLDER")
      ->group("Output");
  app->add_option("--color,--colour", options->colour,
                  "auto: on a terminal, unless NO_COLOR is set.")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->group("Output");
  add_timezone_option(*app);
  app->callback([options, &action] { action = [options] { return run_demo(*options); }; });
}

}  // namespace cli
}  // namespace noroshi

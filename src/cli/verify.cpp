// noroshi verify: whether the inputs of an earlier run are still what they were.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/custody.h"
#include "cli/evidence.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/row_options.h"
#include "cli/stop_signal.h"
#include "cli/units.h"
#include "pipeline/manifest.h"
#include "source/file_reader.h"

namespace noroshi::cli {
namespace {

constexpr std::uint64_t kLargestManifest = std::uint64_t{1} << 30;

constexpr Column kColumns[] = {{"state", translatable("State"), ColumnKind::kWhole},
                               {"file", translatable("File")},
                               {"recorded_size", translatable("Size then"), ColumnKind::kNumber},
                               {"size", translatable("Size now"), ColumnKind::kNumber},
                               {"recorded_sha256", "", ColumnKind::kText, ColumnIn::kFilesOnly},
                               {"sha256", "", ColumnKind::kText, ColumnIn::kFilesOnly},
                               {"problem", translatable("Reason")}};

struct VerifyOptions {
  std::string manifest;
  std::string directory;
  EvidenceOptions common;  // threads, quiet
  RowOptions rows;
};

std::string_view name_of(InputState state) {
  switch (state) {
    case InputState::kSame:
      return "same";
    case InputState::kChanged:
      return "changed";
    case InputState::kMissing:
      return "missing";
    case InputState::kAdded:
      return "added";
    case InputState::kUnreadable:
      return "unreadable";
    case InputState::kNeverHashed:
      return "not hashed";
  }
  return "";
}

Cell known(const std::string& text) {
  return text.empty() ? Cell() : Cell::text(text);
}

Result<void> print_differences(const std::vector<InputCheck>& checks, const VerifyOptions& options,
                               Output& output) {
  RowWriter rows = make_row_writer(kColumns, options.rows, output);
  for (const InputCheck& check : checks) {
    if (check.state == InputState::kSame) {
      continue;
    }
    bool was_there = check.state != InputState::kAdded;
    bool is_there = check.state == InputState::kChanged || check.state == InputState::kAdded;
    TRY(rows.add({Cell::text(name_of(check.state)), Cell::text(check.path),
                  was_there ? Cell::number(check.recorded.size) : Cell(),
                  is_there ? Cell::number(check.size) : Cell(), known(check.recorded.sha256),
                  known(check.sha256), known(check.problem)}));
  }
  TRY(rows.finish());
  return output.finish();
}

Result<int> verify(const VerifyOptions& options, Output& output) {
  std::error_code error;
  if (!std::filesystem::exists(options.manifest, error)) {
    return fail(ErrorCode::kNotFound, std::string(tr("no such file; check the path")),
                options.manifest);
  }
  std::string text = TRY(read_whole_file(options.manifest, kLargestManifest));
  auto manifest = read_manifest(text);
  if (!manifest) {
    return fail(manifest.error().code, manifest.error().message, options.manifest);
  }
  std::vector<InputCheck> checks;
  {
    Hashing hashing(options.common.thread_count(), options.common.quiet);
    checks = TRY(check_inputs(*manifest, options.directory, hashing.options()));
  }
  TRY(print_differences(checks, options, output));
  auto count = [&](InputState state) {
    return static_cast<std::uint64_t>(std::ranges::count(checks, state, &InputCheck::state));
  };
  std::uint64_t same = count(InputState::kSame);
  std::uint64_t unknown = count(InputState::kUnreadable) + count(InputState::kNeverHashed);
  if (!options.common.quiet) {
    Sha256 hash;
    hash.add(text);
    std::string line = tr_format(
        "noroshi: {0} as recorded, {1} changed, {2} missing, {3} added, {4} unknown; SHA-256 of "
        "the "
        "manifest {5}\n",
        count_text(same), count_text(count(InputState::kChanged)),
        count_text(count(InputState::kMissing)), count_text(count(InputState::kAdded)),
        count_text(unknown), hash.finish());
    std::fputs(line.c_str(), stderr);
  }
  if (same + unknown < checks.size()) {
    return kFound;
  }
  return unknown > 0 ? kUnreadable : kDone;
}

int run_verify(const VerifyOptions& options) {
  auto output = options.rows.open({&options.manifest, 1});
  if (!output) {
    return report_error(output.error());
  }
  auto code = verify(options, *output);
  if (!code && install_stop_signal().load()) {
    return kInterrupted;
  }
  return code ? *code : report_write_error(code.error(), *output);
}

}  // namespace

void add_verify(CLI::App& program, Action& action) {
  auto* app = program.add_subcommand("verify", "Check that evidence is what a manifest says");
  app->footer(
      "Prints what changed, is missing or was added, and exits with 1 if there is any; 65 if some "
      "of it cannot be read.\n"
      "Examples:\n"
      "  noroshi hunt logs --manifest case7.json --operator ueda --case-number 7\n"
      "  noroshi verify case7.json\n"
      "  noroshi verify case7.json --directory /mnt/copy");
  auto options = std::make_shared<VerifyOptions>();
  app->add_option("MANIFEST", options->manifest, "A file that --manifest wrote.")
      ->required()
      ->type_name("FILE")
      ->group("Input");
  app->add_option("--directory", options->directory,
                  "Where relative paths of the manifest begin, if the evidence was moved. Default: "
                  "the directory of the run that wrote it.")
      ->type_name("DIR")
      ->group("Input");
  app->add_option("--threads", options->common.threads,
                  "Threads that work (default: one for each processor).")
      ->check(CLI::Range(1U, 256U))
      ->group("General");
  app->add_flag("-q,--quiet", options->common.quiet,
                "No progress and no summary on standard error.")
      ->group("General");
  options->rows.add_to(*app);
  app->callback([options, &action] { action = [options] { return run_verify(*options); }; });
}

}  // namespace noroshi::cli

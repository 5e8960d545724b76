#include "cli/custody.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "base/json_writer.h"
#include "base/message.h"
#include "base/timezone.h"
#include "cli/evidence.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/stop_signal.h"
#include "cli/units.h"
#include "pipeline/manifest.h"

namespace noroshi::cli {
namespace {

// What the process is and does. Written before threads start.
struct Noted {
  std::string program;
  std::vector<std::string> command;
  std::string started;
  std::vector<PackFigures> rules;
};

Noted& noted() {
  static Noted instance;
  return instance;
}

std::string now() {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  Time time;
  time.ticks =
      std::chrono::duration_cast<std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>>(
          since)
          .count();
  std::string out;
  time.append_iso(out);
  return out;
}

std::string build() {
  std::string out = "g++ " __VERSION__;
#ifdef NDEBUG
  return out + ", release";
#else
  return out + ", with assertions";
#endif
}

// A manifest that replaces evidence would be the end of it.
Result<void> check_place(const std::string& manifest, const SourceList& sources) {
  std::error_code error;
  for (const SourceFile& file : sources.files) {
    if (std::filesystem::equivalent(file.path, manifest, error)) {
      return fail(ErrorCode::kNotFound,
                  std::string(tr("is evidence and is not overwritten; choose another --manifest")),
                  manifest);
    }
  }
  return {};
}

}  // namespace

void CustodyOptions::add_to(CLI::App& app) {
  app.add_option("--manifest", manifest,
                 "Before reading, write the SHA-256 and size of every input to this file, with the "
                 "program, the rules and the command line; `noroshi verify` checks it later.")
      ->type_name("FILE")
      ->group("Custody");
  app.add_option("--operator", operator_name, "Who does this; stands in the manifest.")
      ->type_name("NAME")
      ->group("Custody");
  app.add_option("--case-number", case_number, "Of which case; stands in the manifest.")
      ->type_name("TEXT")
      ->group("Custody");
}

void note_command_line(std::string_view program, std::span<char*> arguments) {
  noted().program = program;
  noted().command.assign(arguments.begin(), arguments.end());
  noted().started = now();
}

void note_rules(std::span<const PackFigures> packs) {
  noted().rules.assign(packs.begin(), packs.end());
}

struct Hashing::Bar {
  explicit Bar(bool quiet) : bar(quiet ? ProgressBar::Show::kNo : ProgressBar::Show::kIfTerminal) {}
  ProgressBar bar;
};

Hashing::Hashing(unsigned threads, bool quiet) : bar_(std::make_unique<Bar>(quiet)) {
  options_.threads = threads;
  options_.stop = &install_stop_signal();
  options_.on_progress = [bar = bar_.get()](const Progress& progress) {
    bar->bar.update(progress);
  };
}

Hashing::~Hashing() = default;

Result<void> write_manifest(const SourceList& sources, const EvidenceOptions& options) {
  const CustodyOptions& custody = options.custody;
  if (custody.manifest.empty()) {
    return {};
  }
  TRY(check_place(custody.manifest, sources));
  std::error_code error;
  Manifest manifest;
  manifest.program = noted().program;
  manifest.build = build();
  manifest.started = noted().started;
  manifest.timezone = display_zone().name();
  manifest.directory = std::filesystem::current_path(error).string();
  manifest.operator_name = custody.operator_name;
  manifest.case_number = custody.case_number;
  manifest.command = noted().command;
  manifest.paths = options.paths;
  manifest.rules = noted().rules;

  std::vector<std::string> paths;
  for (const SourceFile& file : sources.files) {
    paths.push_back(file.path);
  }
  std::vector<HashedFile> hashes;
  {
    Hashing hashing(options.thread_count(), options.quiet);
    HashOptions how = hashing.options();
    how.total_bytes = sources.total_bytes();
    hashes = TRY(hash_files(paths, how));
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    manifest.inputs.push_back(
        {paths[i], hashes[i].hash.size, hashes[i].hash.sha256, hashes[i].problem});
  }
  for (const UnreadFile& file : sources.unreadable) {
    manifest.inputs.push_back({file.path, 0, "", file.reason});
  }
  std::ranges::sort(manifest.inputs, {}, &ManifestInput::path);
  std::string text;
  append_manifest(manifest, text);
  Output output = TRY(Output::open(custody.manifest));
  TRY(output.write(text));
  TRY(output.finish());
  if (!options.quiet) {
    Sha256 hash;
    hash.add(text);
    std::string line;
    append_visible(custody.manifest, line);
    line = tr_format("noroshi: manifest of {0} written to {1}; its own SHA-256 is {2}\n",
                     plural(manifest.inputs.size(), "file"), line, hash.finish());
    std::fputs(line.c_str(), stderr);
  }
  return {};
}

}  // namespace noroshi::cli

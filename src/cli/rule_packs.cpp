// noroshi rules install|remove, rules list --installed: packs that are at hand for every hunt.
//
// A pack is kept as one archive with nothing but the rule files in it, in the order of their paths
// and without times: antivirus programs take loose rules for what they look for, and the same
// rules give the same file.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <thread>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/installed_packs.h"
#include "cli/output.h"
#include "cli/row_options.h"
#include "cli/rule_options.h"
#include "cli/units.h"
#include "pipeline/load_rules.h"

namespace noroshi::cli {
namespace {

namespace fs = std::filesystem;

struct InstallOptions {
  std::string source;
  std::string name;
  std::string packs;
};

unsigned thread_count() {
  return std::max(1U, std::thread::hardware_concurrency());
}

Result<std::string> folder_for_writing(const InstallOptions& options) {
  std::string folder = packs_folder(options.packs);
  if (folder.empty()) {
    return fail(ErrorCode::kConfiguration,
                std::string(tr("there is no place for packs: set HOME, XDG_DATA_HOME or "
                               "NOROSHI_PACKS, or name a folder with --packs")));
  }
  return folder;
}

// The files of the pack under their paths inside it.
Result<std::vector<ArchiveEntry>> entries_of(const Pack& pack) {
  std::vector<ArchiveEntry> entries;
  for (const PackFile& file : pack.files) {
    std::string inside = file.name;
    if (pack.form == PackForm::kArchive) {
      inside = inside.substr(pack.path.size() + 1);
    } else if (pack.form == PackForm::kFolder) {
      inside = fs::path(file.name).lexically_relative(fs::path(pack.path).lexically_normal());
    } else {
      inside = fs::path(file.name).filename();
    }
    entries.push_back({std::move(inside), TRY(read_pack_file(file))});
  }
  return entries;
}

std::string figures_text(const PackFigures& figures) {
  return tr_format("{0}, newest of {1}, content {2}", plural(figures.rules, "rule"),
                   figures.newest.empty() ? tr("unknown date") : std::string_view(figures.newest),
                   figures.digest);
}

// What is installed under the name now; nothing if there is nothing or it cannot be read.
std::optional<PackFigures> figures_of_installed(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return std::nullopt;
  }
  auto packs = open_packs(std::span(&path, 1));
  if (!packs) {
    return std::nullopt;
  }
  return load_rule_packs(*std::move(packs), {}, thread_count()).packs.front();
}

Result<void> store(const std::string& folder, const std::string& path, const Pack& pack) {
  std::vector<ArchiveEntry> entries = TRY(entries_of(pack));
  std::string bytes = TRY(make_archive(entries, ArchiveForm::kTarGzip));
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::kIo, tr_format("cannot be created: {0}", error.message()), folder);
  }
  Output output = TRY(Output::open(path));
  TRY(output.write(bytes));
  return output.finish();
}

Result<int> install(const InstallOptions& options) {
  std::string name = options.name.empty() ? pack_name_from(options.source) : options.name;
  if (!is_pack_name(name)) {
    return fail(
        ErrorCode::kNotFound,
        tr_format("'{0}' is no name for a pack; use letters, digits, '.', '_' and '-'", name),
        "--name");
  }
  std::string folder = TRY(folder_for_writing(options));
  Pack pack = TRY(open_pack(options.source));
  RulePack rules = load_rule_packs({pack}, {}, thread_count());
  if (rules.rules.empty()) {
    return fail(ErrorCode::kConfiguration,
                std::string(tr("holds no rule that can be used, so nothing was installed; `noroshi "
                               "rules check` says what is wrong with it")),
                options.source);
  }
  std::string path = pack_path(folder, name);
  const PackFigures& figures = rules.packs.front();
  auto before = figures_of_installed(path);
  if (before && before->digest == figures.digest) {
    std::printf("%s\n",
                tr_format("{0} is installed already: {1}", name, figures_text(figures)).c_str());
    return kDone;
  }
  TRY(store(folder, path, pack));
  std::printf("%s\n", tr_format("{0} is installed: {1}", name, figures_text(figures)).c_str());
  if (before) {
    std::printf("%s\n", tr_format("it replaces: {0}", figures_text(*before)).c_str());
    if (before->newest > figures.newest) {
      std::fprintf(stderr, "noroshi: %s\n",
                   tr_format("what was replaced is newer, of {0}", before->newest).c_str());
    }
  }
  auto unusable = static_cast<std::size_t>(std::ranges::count_if(
      rules.problems,
      [](const RuleProblem& problem) { return problem.kind != ProblemKind::kWarning; }));
  if (unusable > 0) {
    std::fprintf(stderr, "noroshi: %s\n",
                 tr_format("{0} cannot be used; `noroshi rules check` names them",
                           plural(unusable, "rule document"))
                     .c_str());
  }
  std::printf("%s\n", tr("`noroshi hunt` uses it from now on").data());
  return kDone;
}

Result<int> remove(const InstallOptions& options) {
  std::string folder = TRY(folder_for_writing(options));
  std::string path = is_pack_name(options.name) ? pack_path(folder, options.name) : "";
  if (path.empty() || ::unlink(path.c_str()) != 0) {
    std::string names;
    for (const InstalledPack& pack : TRY(installed_packs(folder))) {
      names += (names.empty() ? "" : ", ") + pack.name;
    }
    return fail(ErrorCode::kNotFound,
                tr_format("there is no installed pack of this name in {0}; installed are: {1}",
                          folder, names.empty() ? tr("none") : std::string_view(names)),
                options.name);
  }
  std::printf("%s\n", tr_format("{0} is removed", options.name).c_str());
  return kDone;
}

int run(Result<int> (*command)(const InstallOptions&), const InstallOptions& options) {
  auto code = command(options);
  return code ? *code : report_error(code.error());
}

Result<int> list_packs(const RuleOptions& options, bool json) {
  constexpr Column kColumns[] = {
      {"name", translatable("Pack"), ColumnKind::kWhole},
      {"rules", translatable("Rules"), ColumnKind::kNumber},
      {"files", translatable("Files"), ColumnKind::kNumber},
      {"newest", translatable("Newest rule"), ColumnKind::kWhole},
      {"content", translatable("Content")},
      {"file", translatable("File")},
  };
  std::string folder = packs_folder(options.packs);
  Output output = TRY(Output::open(""));
  RowOptions rows_options;
  rows_options.format = json ? "jsonl" : "table";
  RowWriter rows = make_row_writer(kColumns, rows_options, output);
  for (const InstalledPack& installed : TRY(installed_packs(folder))) {
    std::vector<Pack> pack;
    pack.push_back(TRY(open_pack(installed.path)));
    PackFigures figures = load_rule_packs(std::move(pack), {}, thread_count()).packs.front();
    TRY(rows.add({Cell::text(installed.name), Cell::number(figures.rules),
                  Cell::number(figures.files), Cell::text(figures.newest),
                  Cell::text(figures.digest), Cell::text(installed.path)}));
  }
  TRY(rows.finish());
  if (rows.rows() == 0) {
    std::fprintf(stderr, "noroshi: %s\n",
                 tr_format("no pack is installed in {0}", folder.empty() ? "-" : folder).c_str());
  }
  TRY(output.finish());
  return kDone;
}

}  // namespace

int list_installed_packs(const RuleOptions& options, bool json) {
  auto code = list_packs(options, json);
  return code ? *code : report_error(code.error());
}

void add_rule_packs(CLI::App& rules, Action& action) {
  auto options = std::make_shared<InstallOptions>();

  auto* install_app = rules.add_subcommand(
      "install", "Keep a pack of rules, so that every hunt uses it beside our own");
  install_app->footer(
      "The pack is checked first and kept as one archive; one of the same name is replaced.\n"
      "Examples:\n"
      "  noroshi rules install sigma_all_rules.zip --name sigma\n"
      "  noroshi rules install our-rules/");
  install_app
      ->add_option("PACK", options->source,
                   "A zip or tar archive, a folder or a file of Sigma rules.")
      ->required();
  install_app->add_option("--name", options->name, "What it is called (default: after its file).")
      ->type_name("NAME");
  add_packs_option(*install_app, options->packs);
  install_app->callback(
      [options, &action] { action = [options] { return run(install, *options); }; });

  auto* remove_app = rules.add_subcommand("remove", "Remove an installed pack");
  remove_app->footer("Example:\n  noroshi rules remove sigma");
  remove_app
      ->add_option("NAME", options->name,
                   "What it is called: see `noroshi rules list --installed`.")
      ->required();
  add_packs_option(*remove_app, options->packs);
  remove_app->callback(
      [options, &action] { action = [options] { return run(remove, *options); }; });
}

}  // namespace noroshi::cli

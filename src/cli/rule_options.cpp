#include "cli/rule_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "base/embedded_file.h"
#include "base/json_writer.h"
#include "base/message.h"
#include "cli/custody.h"
#include "cli/installed_packs.h"
#include "cli/units.h"
#include "report/found_detection.h"
#include "source/file_reader.h"
#include "source/files.h"

namespace noroshi {

std::span<const EmbeddedFile> built_in_rules();  // made by noroshi_embed

namespace cli {
namespace {

constexpr std::uint64_t kLargestPlaceholderFile = std::uint64_t{64} << 20;

std::string visible(std::string_view text) {
  std::string out;
  append_visible(text, out);
  return out;
}

constexpr std::size_t kDigestShown = 12;

// A pack is part of what the user configures; "unreadable" is said of evidence.
template <typename T>
Result<T> unusable_is_configuration(Result<T> result) {
  if (!result && result.error().code != ErrorCode::kNotFound &&
      result.error().code != ErrorCode::kIo) {
    result.error().code = ErrorCode::kConfiguration;
  }
  return result;
}

}  // namespace

void RuleOptions::add_source_to(CLI::App& app, PathsPerFlag per_flag) {
  app.add_option(
         "-r,--rules", paths,
         "Sigma rules: a file, a directory to search for .yml files, or a zip or tar archive "
         "of them, which is read in place. May be repeated. Default: the rules that come "
         "with noroshi.")
      ->type_name("PATH")
      ->allow_extra_args(per_flag == PathsPerFlag::kSeveral)
      ->group("Rules");
  add_installed_to(app);
  add_placeholders_to(app);
}

void RuleOptions::add_installed_to(CLI::App& app) {
  app.add_flag("--no-installed", no_installed,
               "Without the installed packs (`noroshi rules install`).")
      ->group("Rules");
  add_packs_option(app, packs);
}

void RuleOptions::add_placeholders_to(CLI::App& app) {
  app.add_option("--placeholders", placeholders,
                 "Values for %placeholders% in rules: a YAML file that maps a name to a value or a "
                 "list of values.")
      ->type_name("FILE")
      ->group("Rules");
}

void RuleOptions::add_filter_to(CLI::App& app) {
  app.add_option("--level", level, "Only rules of this level or worse.")
      ->check(CLI::IsMember({"informational", "low", "medium", "high", "critical"}))
      ->type_name("LEVEL")
      ->group("Rules");
  app.add_option("--status", status, "Only rules of this status or more mature.")
      ->check(CLI::IsMember({"unsupported", "deprecated", "experimental", "test", "stable"}))
      ->type_name("STATUS")
      ->group("Rules");
  app.add_option("--include", include,
                 "Only rules with this id or tag, or with this text in their title. May be "
                 "repeated: any of them.")
      ->type_name("TEXT")
      ->allow_extra_args(false)
      ->group("Rules");
  app.add_option("--exclude", exclude,
                 "No rules with this id or tag, or with this text in their title. May be repeated.")
      ->type_name("TEXT")
      ->allow_extra_args(false)
      ->group("Rules");
}

RuleFilter RuleOptions::filter() const {
  RuleFilter filter;
  filter.level = level_from(level);
  filter.status = status_from(status);
  filter.include = include;
  filter.exclude = exclude;
  return filter;
}

void RuleOptions::give_back_evidence(std::vector<std::string>& evidence) {
  for (std::size_t i = 1; i < paths.size();) {
    if (!holds_rules(paths[i])) {
      evidence.push_back(std::move(paths[i]));
      paths.erase(paths.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

Result<Placeholders> load_placeholders(const RuleOptions& options) {
  if (options.placeholders.empty()) {
    return Placeholders{};
  }
  std::string text = TRY(read_whole_file(options.placeholders, kLargestPlaceholderFile));
  auto parsed = parse_placeholders(text, options.placeholders);
  if (!parsed) {
    return fail(ErrorCode::kConfiguration, parsed.error().message, parsed.error().where);
  }
  return parsed;
}

namespace {

Result<RulePack> read_pack(const RuleOptions& options, unsigned threads) {
  Placeholders placeholders = TRY(load_placeholders(options));
  if (!options.paths.empty()) {
    return load_rule_packs(TRY(unusable_is_configuration(open_packs(options.paths))), placeholders,
                           threads);
  }
  std::vector<Pack> packs;
  packs.push_back(embedded_pack(std::string(tr("built-in")), built_in_rules()));
  if (!options.no_installed) {
    std::ranges::move(TRY(open_installed_packs(packs_folder(options.packs))),
                      std::back_inserter(packs));
  }
  return load_rule_packs(std::move(packs), placeholders, threads);
}

}  // namespace

Result<RulePack> load_pack(const RuleOptions& options, unsigned threads) {
  RulePack pack = TRY(read_pack(options, threads));
  note_rules(pack.packs);
  return pack;
}

std::string packs_text(const RulePack& pack) {
  constexpr std::size_t kShown = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, pack.packs.size()); ++i) {
    const PackFigures& figures = pack.packs[i];
    text += "  " + visible(figures.name) + ": ";
    text += tr_format("{0}, newest of {1}, content {2}", plural(figures.rules, "rule"),
                      figures.newest.empty() ? tr("unknown date") : figures.newest,
                      std::string_view(figures.digest).substr(0, kDigestShown));
    text += '\n';
  }
  if (pack.packs.size() > kShown) {
    text += tr_format("  and {0} more packs\n", count_text(pack.packs.size() - kShown));
  }
  if (pack.repeated > 0) {
    text += tr_format("  {0} rules stand in several packs; of each one is used\n",
                      count_text(pack.repeated));
  }
  return text;
}

StandingCounts::StandingCounts(const RuleSet& rules) {
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    switch (rules.standing(i).runnable) {
      case Runnable::kYes:
        ++runnable;
        break;
      case Runnable::kPlaceholders:
        ++placeholders;
        break;
      case Runnable::kUnmappedLogSource:
        ++unmapped;
        break;
      case Runnable::kRegex:
        ++regex;
        break;
    }
  }
}

std::string problem_text(const RuleProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) {
    text += fmt::format(":{}", problem.line);
  }
  text += ": " + problem.message;
  if (!problem.title.empty() || !problem.rule_id.empty()) {
    text +=
        fmt::format("  [{}{}{}]", problem.title,
                    problem.title.empty() || problem.rule_id.empty() ? "" : ", ", problem.rule_id);
  }
  return visible(text);
}

std::string standing_text(const Rule& rule, const RuleStanding& standing) {
  return visible(fmt::format("{}:{}: {}: {}", rule.file, rule.line, rule.title, standing.reason));
}

std::string log_source_text(const LogSource& log_source) {
  std::string text;
  for (const std::string* part : {&log_source.product, &log_source.category, &log_source.service}) {
    if (!part->empty()) {
      text += (text.empty() ? "" : " / ") + *part;
    }
  }
  return text.empty() ? "(none)" : visible(text);
}

}  // namespace cli
}  // namespace noroshi

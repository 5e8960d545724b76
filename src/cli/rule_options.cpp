#include "cli/rule_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "base/embedded_file.h"
#include "base/json_writer.h"
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
  add_placeholders_to(app);
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

Result<RulePack> load_pack(const RuleOptions& options, unsigned threads) {
  Placeholders placeholders;
  if (!options.placeholders.empty()) {
    std::string text = TRY(read_whole_file(options.placeholders, kLargestPlaceholderFile));
    auto parsed = parse_placeholders(text, options.placeholders);
    if (!parsed) {
      return fail(ErrorCode::kConfiguration, parsed.error().message, parsed.error().where);
    }
    placeholders = *std::move(parsed);
  }
  return options.paths.empty()
             ? Result<RulePack>(load_embedded_rules(built_in_rules(), placeholders, threads))
             : load_rule_files(options.paths, placeholders, threads);
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

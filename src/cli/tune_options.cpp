#include "cli/tune_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/json_writer.h"
#include "base/message.h"
#include "cli/units.h"
#include "source/file_reader.h"

namespace noroshi::cli {
namespace {

constexpr std::uint64_t kLargestTuneFile = std::uint64_t{16} << 20;

std::string action_text(const Tuning& tuning) {
  if (tuning.level) {
    return tr_format("level {0}", to_string(*tuning.level));
  }
  return std::string(tuning.where ? tr("excluded") : tr("switched off"));
}

std::string names_text(const Tuning& tuning) {
  std::string text;
  append_visible(tuning.rules.front(), text);
  if (tuning.rules.size() > 1) {
    text += tr_format(" and {0} more", tuning.rules.size() - 1);
  }
  return text;
}

std::string tuning_line(const Tuning& tuning, const TuningCounts& counts, std::size_t rules) {
  std::string line = "  ";
  append_visible(tuning.place, line);
  line += fmt::format(": {} {}: ", count_text(counts.excluded + counts.level_changed),
                      action_text(tuning));
  line += names_text(tuning);
  if (rules == 0) {
    line += std::string(tr(" (names no rule that runs)"));
  }
  line += tr_format("; until {0}", tuning.expires);
  if (counts.expired > 0) {
    line += tr_format(", expired for {0} that stand", plural(counts.expired, "detection"));
  }
  line += "; ";
  append_visible(tuning.owner + ": " + tuning.reason, line);
  return line + '\n';
}

}  // namespace

void TuneOptions::add_to(CLI::App& app) {
  app.add_option("--tune", files,
                 "Exclusions and changes of level for this site: a YAML file, each entry with "
                 "reason, owner and expiry. What is excluded is counted. May be repeated.")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Rules");
}

Result<std::vector<Tuning>> TuneOptions::load(const Placeholders& placeholders) const {
  std::vector<std::string> sorted = files;
  std::ranges::sort(sorted);
  sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
  std::vector<Tuning> tunings;
  for (const std::string& file : sorted) {
    auto text = read_whole_file(file, kLargestTuneFile);
    if (!text) {
      return fail(ErrorCode::kConfiguration,
                  tr_format("the tunings cannot be read: {0}", text.error().message), file);
    }
    std::ranges::move(TRY(parse_tunings(*text, file, placeholders)), std::back_inserter(tunings));
  }
  return tunings;
}

std::string tunings_text(const TunePlan& plan, std::span<const Tuner* const> tuners) {
  std::vector<TuningCounts> counts(plan.tunings().size());
  std::uint64_t below_level = 0;
  for (const Tuner* tuner : tuners) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i].excluded += tuner->counts()[i].excluded;
      counts[i].level_changed += tuner->counts()[i].level_changed;
      counts[i].expired += tuner->counts()[i].expired;
    }
    below_level += tuner->below_level();
  }
  std::uint64_t excluded = 0;
  std::uint64_t changed = 0;
  std::size_t excluding = 0;
  std::size_t changing = 0;
  for (const TuningCounts& count : counts) {
    excluded += count.excluded;
    changed += count.level_changed;
    excluding += count.excluded > 0;
    changing += count.level_changed > 0;
  }
  if (counts.empty()) {
    return "";
  }
  std::string text = fmt::format("{:<12}", tr("Tuned"));
  text += tr_format("{0} excluded by {1}; the level of {2} changed by {3}",
                    plural(excluded, "detection"), plural(excluding, "tuning"),
                    plural(changed, "detection"), plural(changing, "tuning"));
  if (below_level > 0) {
    text += tr_format(" ({0} of them below --level and not shown)", count_text(below_level));
  }
  text += '\n';
  for (std::size_t i = 0; i < counts.size(); ++i) {
    text += tuning_line(plan.tunings()[i], counts[i], plan.rules_named()[i]);
  }
  return text;
}

}  // namespace noroshi::cli

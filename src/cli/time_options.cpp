#include "cli/time_options.h"

#include <CLI/CLI.hpp>

#include <tuple>

#include "base/duration.h"
#include "base/message.h"
#include "base/timezone.h"
#include "cli/evidence.h"
#include "pipeline/newest_worker.h"
#include "source/zone.h"

namespace noroshi::cli {
namespace {

// Of an hour that happens twice, the window takes both.
Result<std::optional<Time>> bound(std::string_view flag, const std::string& text,
                                  Occurrence which) {
  if (text.empty()) {
    return std::optional<Time>();
  }
  auto time = parse_time(text, display_zone(), which);
  if (!time) {
    return fail(ErrorCode::kNotFound, time.error().message, std::string(flag));
  }
  return *time;
}

Result<std::optional<Time>> newest_record(const SourceList& sources,
                                          const EvidenceOptions& evidence,
                                          std::optional<Time> before) {
  std::vector<std::unique_ptr<RecordWorker>> workers;
  for (unsigned i = 0; i < evidence.thread_count(); ++i) {
    workers.push_back(std::make_unique<NewestWorker>(before));
  }
  EvidenceOptions silent = evidence;
  silent.keeps_duplicates = true;  // they are no newer
  silent.custody = {};             // the manifest belongs to the second reading
  silent.verbose = false;          // the second reading names the diagnostics
  TRY(run_over(sources, silent, workers, {}));
  std::optional<Time> newest;
  for (const auto& worker : workers) {
    newest = std::max(newest, static_cast<const NewestWorker&>(*worker).newest());
  }
  return newest;
}

std::string shown(Time time) {
  std::string text;
  append_short_time(time, display_zone(), text);
  return text;
}

}  // namespace

void add_timezone_option(CLI::App& app) {
  app.add_option_function<std::string>(
         "--timezone",
         [](const std::string& name) {
           auto zone = find_timezone(name);
           if (!zone) {
             throw CLI::ValidationError("--timezone", zone.error().to_string());
           }
           set_display_zone(*std::move(zone));
         },
         "The zone in which times are shown and read: UTC, +09:00, Asia/Tokyo, or local for this "
         "machine's (default: UTC).")
      ->type_name("ZONE")
      ->group("General");
}

std::string window_text(const RecordFilter& filter) {
  const auto& [from, to] = std::tie(filter.from, filter.to);
  if (filter.newest && from && to) {
    return tr_format("from {0} to {1}, counted back from the newest record before that ({2})",
                     shown(*from), shown(*to), shown(*filter.newest));
  }
  if (filter.newest && from) {
    return tr_format("from {0}, counted back from the newest record ({1})", shown(*from),
                     shown(*filter.newest));
  }
  if (from && to) {
    return tr_format("from {0} to {1}", shown(*from), shown(*to));
  }
  if (from) {
    return tr_format("from {0}", shown(*from));
  }
  return to ? tr_format("before {0}", shown(*to)) : std::string();
}

void WindowOptions::add_to(CLI::App& app) {
  auto* from_option =
      app.add_option("--from", from,
                     "Only records of this time or later: 2026-11-23, 2026-11-23T14:02, in the "
                     "zone of --timezone unless an offset stands behind it.")
          ->type_name("TIME")
          ->group("Records");
  app.add_option("--to", to, "Only records before this time.")->type_name("TIME")->group("Records");
  app.add_option("--last", last,
                 "Only records of the last 48h, 7d, ...: counted back from the newest record of "
                 "the evidence (before --to), whatever the time is now.")
      ->type_name("LENGTH")
      ->excludes(from_option)
      ->group("Records");
}

Result<RecordFilter> WindowOptions::filter(const SourceList& sources,
                                           const EvidenceOptions& evidence) const {
  RecordFilter window;
  window.from = TRY(bound("--from", from, Occurrence::kFirst));
  window.to = TRY(bound("--to", to, Occurrence::kSecond));
  if (window.from && window.to && *window.from >= *window.to) {
    return fail(ErrorCode::kNotFound, "--from is not before --to; no record can lie between them");
  }
  if (!last.empty()) {
    auto seconds = parse_duration(last);
    if (!seconds) {
      return fail(ErrorCode::kNotFound, seconds.error().message, "--last");
    }
    window.newest = TRY(newest_record(sources, evidence, window.to));
    if (window.newest) {
      window.from.emplace();
      if (__builtin_sub_overflow(window.newest->ticks, *seconds * Time::kTicksPerSecond,
                                 &window.from->ticks)) {
        window.from->ticks = INT64_MIN;
      }
    }
  }
  return window;
}

}  // namespace noroshi::cli

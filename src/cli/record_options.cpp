#include "cli/record_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace noroshi::cli {
namespace {

Result<std::optional<Time>> time_option(std::string_view flag, const std::string& text) {
  if (text.empty()) {
    return std::optional<Time>();
  }
  auto time = Time::parse_iso(text);
  if (!time) {
    return fail(
        ErrorCode::kNotFound,
        fmt::format("'{}' is not a time; write 2026-11-23 or 2026-11-23T05:02:09+09:00", text),
        std::string(flag));
  }
  return *time;
}

}  // namespace

void RecordOptions::add_to(CLI::App& app) {
  app.add_option("--from", from, "Only records of this time or later (UTC unless it says).")
      ->type_name("TIME")
      ->group("Records");
  app.add_option("--to", to, "Only records before this time.")->type_name("TIME")->group("Records");
  app.add_option("--host", hosts, "Only records of this computer. May be repeated.")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->group("Records");
  app.add_option("--channel", channels, "Only records of this channel. May be repeated.")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->group("Records");
  app.add_option("--event-id", event_ids, "Only events of this id. May be repeated.")
      ->type_name("NUMBER")
      ->allow_extra_args(false)
      ->group("Records");
}

Result<RecordFilter> RecordOptions::filter() const {
  RecordFilter filter;
  filter.from = TRY(time_option("--from", from));
  filter.to = TRY(time_option("--to", to));
  filter.hosts = hosts;
  filter.channels = channels;
  filter.event_ids = event_ids;
  return filter;
}

}  // namespace noroshi::cli

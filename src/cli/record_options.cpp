#include "cli/record_options.h"

#include <CLI/CLI.hpp>

namespace noroshi::cli {

void RecordOptions::add_to(CLI::App& app) {
  window.add_to(app);
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

Result<RecordFilter> RecordOptions::filter(const SourceList& sources,
                                           const EvidenceOptions& evidence) const {
  RecordFilter filter = TRY(window.filter(sources, evidence));
  filter.hosts = hosts;
  filter.channels = channels;
  filter.event_ids = event_ids;
  return filter;
}

}  // namespace noroshi::cli

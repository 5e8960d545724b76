#include "cli/profile_options.h"

#include <CLI/CLI.hpp>

#include "base/message.h"
#include "base/nearest_word.h"
#include "cli/apply_settings.h"

namespace noroshi::cli {

void ProfileOptions::add_to(CLI::App& app) {
  app.add_option("--profile", name,
                 "Columns of csv, jsonl and timeline: minimal, standard, verbose, timesketch, "
                 "all-fields, or one of the configuration file. A table has its own.")
      ->type_name("NAME")
      ->group("Output");
}

Result<std::optional<Profile>> ProfileOptions::chosen() const {
  NearestWord nearest(name);
  for (std::string_view known : built_in_profiles()) {
    nearest.offer(known);
  }
  std::optional<Profile> own;
  for (const auto& [known, setting] : settings().profiles) {
    if (built_in_profile(known)) {
      return fail(ErrorCode::kConfiguration,
                  tr_format("'{0}' is a profile of the program; give yours another name", known),
                  setting.place);
    }
    auto profile = make_profile(known, setting.values);
    if (!profile) {
      profile.error().where = setting.place;
      return std::unexpected(std::move(profile).error());
    }
    if (known == name) {
      own = *std::move(profile);
    }
    nearest.offer(known);
  }
  if (name.empty() || own) {
    return own;
  }
  auto built_in = built_in_profile(name);
  if (built_in) {
    return std::optional(*std::move(built_in));
  }
  return fail(ErrorCode::kNotFound,
              nearest.word().empty()
                  ? built_in.error().message
                  : tr_format("'{0}' is no profile; did you mean '{1}'?", name, nearest.word()),
              "--profile");
}

void add_excel_option(CLI::App& app, bool& excel) {
  app.add_flag("--excel", excel,
               "CSV with a byte order mark, which Microsoft Excel needs to read other than Latin "
               "letters; without --format, this chooses csv.")
      ->group("Output");
}

}  // namespace noroshi::cli

#include "report/profile.h"

#include <algorithm>
#include <utility>

#include "base/message.h"
#include "base/nearest_word.h"

namespace noroshi {
namespace {

constexpr std::pair<std::string_view, DetectionColumn> kColumns[] = {
    {"author", DetectionColumn::kAuthor},
    {"channel", DetectionColumn::kChannel},
    {"datetime", DetectionColumn::kDatetime},
    {"description", DetectionColumn::kDescription},
    {"details", DetectionColumn::kDetails},
    {"event_id", DetectionColumn::kEventId},
    {"falsepositives", DetectionColumn::kFalsePositives},
    {"fields", DetectionColumn::kFields},
    {"file", DetectionColumn::kFile},
    {"host", DetectionColumn::kHost},
    {"id", DetectionColumn::kId},
    {"level", DetectionColumn::kLevel},
    {"logsource", DetectionColumn::kLogSource},
    {"matched", DetectionColumn::kMatched},
    {"message", DetectionColumn::kMessage},
    {"offset", DetectionColumn::kOffset},
    {"provider", DetectionColumn::kProvider},
    {"record", DetectionColumn::kRecord},
    {"references", DetectionColumn::kReferences},
    {"rule_file", DetectionColumn::kRuleFile},
    {"rule_id", DetectionColumn::kRuleId},
    {"status", DetectionColumn::kStatus},
    {"tags", DetectionColumn::kTags},
    {"time", DetectionColumn::kTime},
    {"timestamp_desc", DetectionColumn::kTimestampDescription},
    {"title", DetectionColumn::kTitle},
    {"view", DetectionColumn::kView},
};

constexpr std::string_view kNames[] = {"minimal", "standard", "verbose", "timesketch",
                                       "all-fields"};
constexpr std::string_view kRecordPrefix = "record.";

// The columns of a built-in profile, by its name; empty if there is none.
std::string_view columns_of(std::string_view profile) {
  if (profile == "minimal") {
    return "time level host title details";
  }
  if (profile == "standard") {
    return "time level host title details channel event_id record rule_id status tags matched file "
           "offset id";
  }
  if (profile == "verbose") {
    return "time level host title details channel provider event_id record rule_id status author "
           "description tags logsource view matched falsepositives references rule_file file "
           "offset "
           "id";
  }
  if (profile == "timesketch") {
    return "datetime timestamp_desc message level host title details channel event_id record "
           "rule_id status tags matched file id";
  }
  if (profile == "all-fields") {
    return "time level host title details channel event_id record rule_id status tags matched file "
           "offset id fields";
  }
  return "";
}

Result<ProfileColumn> column_of(std::string_view name) {
  if (name.starts_with(kRecordPrefix) && name.size() > kRecordPrefix.size()) {
    return ProfileColumn{std::string(name), DetectionColumn::kRecordField,
                         std::string(name.substr(kRecordPrefix.size()))};
  }
  NearestWord nearest(name);
  for (const auto& [known, column] : kColumns) {
    if (known == name) {
      return ProfileColumn{std::string(name), column, ""};
    }
    nearest.offer(known);
  }
  return fail(
      ErrorCode::kConfiguration,
      nearest.word().empty()
          ? tr_format("'{0}' is no column; fields of the record are written record.{0}", name)
          : tr_format("'{0}' is no column; did you mean '{1}'?", name, nearest.word()));
}

}  // namespace

bool Profile::has(DetectionColumn column) const {
  return std::ranges::find(columns, column, &ProfileColumn::column) != columns.end();
}

std::span<const std::string_view> built_in_profiles() {
  return kNames;
}

Result<Profile> built_in_profile(std::string_view name) {
  std::string_view rest = columns_of(name);
  if (rest.empty()) {
    return fail(ErrorCode::kNotFound, tr_format("'{0}' is no profile", name));
  }
  std::vector<std::string> columns;
  while (!rest.empty()) {
    columns.emplace_back(rest.substr(0, rest.find(' ')));
    rest.remove_prefix(std::min(columns.back().size() + 1, rest.size()));
  }
  return make_profile(name, columns);
}

Result<Profile> make_profile(std::string_view name, std::span<const std::string> columns) {
  Profile profile{std::string(name), {}};
  for (const std::string& column : columns) {
    if (std::ranges::find(profile.columns, column, &ProfileColumn::name) != profile.columns.end()) {
      return fail(ErrorCode::kConfiguration, tr_format("column '{0}' stands there twice", column));
    }
    profile.columns.push_back(TRY(column_of(column)));
  }
  return profile;
}

}  // namespace noroshi

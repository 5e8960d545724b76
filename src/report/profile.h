// Profiles: which columns the CSV, JSON Lines and timeline of `hunt` have, in which order.
//
//   minimal      time level host title details
//   standard     what the CSV has if nothing is asked for
//   verbose      with what the rule says about itself
//   timesketch   datetime, timestamp_desc and message, as the importer of Timesketch wants them
//   all-fields   standard, and every field of the record as one JSON object
//
// Users make their own from the same columns and from "record.NAME", a field of the record under
// its canonical name. Names of columns are an interface: docs/user/profiles.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi {

enum class DetectionColumn : std::uint8_t {
  kAuthor,
  kChannel,
  kDatetime,  // UTC to the microsecond, for Timesketch
  kDescription,
  kDetails,
  kEventId,
  kFalsePositives,
  kFields,
  kFile,
  kHost,
  kId,
  kLevel,
  kLogSource,
  kMatched,
  kMessage,  // title and details
  kOffset,
  kProvider,
  kRecord,
  kReferences,
  kRuleFile,
  kRuleId,
  kStatus,
  kTags,
  kTime,
  kTimestampDescription,
  kTitle,
  kView,
  kRecordField,  // record.NAME
};

struct ProfileColumn {
  std::string name;  // as it stands in the header
  DetectionColumn column = DetectionColumn::kTime;
  std::string record_field;  // kRecordField
};

struct Profile {
  std::string name;
  std::vector<ProfileColumn> columns;

  [[nodiscard]] bool has(DetectionColumn column) const;
};

// In the order in which people read them.
[[nodiscard]] std::span<const std::string_view> built_in_profiles();
// kNotFound if there is none of this name.
[[nodiscard]] Result<Profile> built_in_profile(std::string_view name);

// A profile of the user's own. A column that does not exist is an error that names the nearest; so
// is one that stands there twice.
[[nodiscard]] Result<Profile> make_profile(std::string_view name,
                                           std::span<const std::string> columns);

}  // namespace noroshi

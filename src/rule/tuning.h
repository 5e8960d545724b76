// Tunings: what a site changes of rules that others wrote, with the reason, the owner and the day
// on which somebody must look at it again.
//
//   tunings:
//     - rules: 5a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e11    # ids, whole titles or tags; one or a list
//       where:                                         # a Sigma selection; without it: always
//         CommandLine|endswith: '\nightly.cmd'
//       exclude: true                                  # or  level: low
//       reason: the nightly backup copies the hives
//       owner: k.ueda
//       expires: 2027-03-31                            # the last day (UTC) whose records it is for
//
// An expiry is compared with the time of each record, never with a clock: the same evidence, rules
// and tunings give the same result on any day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "rule/loader.h"
#include "rule/rule.h"

namespace noroshi {

inline constexpr std::size_t kMaxTunings = 10'000;
inline constexpr std::size_t kMaxTuningRules = 10'000;  // of one tuning

struct Tuning {
  std::string place;               // "tune.yml:12"
  std::vector<std::string> rules;  // ids, titles, tags
  std::optional<RuleLevel> level;  // the new level; nothing: what holds is excluded
  std::optional<Rule> where;       // items, selection and condition; nothing: always
  std::string reason;
  std::string owner;
  std::string expires;  // as written
  Time end;             // it is for records before this

  // The rule's id, its whole title, or one of its tags, without regard to the case of ASCII.
  [[nodiscard]] bool names(const Rule& rule) const;
};

// Errors name the file, the line, and what to do. `name` stands in them.
[[nodiscard]] Result<std::vector<Tuning>> parse_tunings(std::string_view text,
                                                        std::string_view name,
                                                        const Placeholders& placeholders);

}  // namespace noroshi

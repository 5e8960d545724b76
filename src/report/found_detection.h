// What a report is given of a detection: views into the record's batch and the rule, valid during
// the call only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/uuid.h"
#include "event/detection.h"
#include "event/record.h"
#include "normalise/view.h"
#include "rule/rule.h"

namespace noroshi {

// That the record is a script block of several parts, put together: see pipeline/script_parts.h.
struct JoinedParts {
  std::uint64_t parts = 0;  // 0: the record is one record
  std::uint64_t of = 0;     // how many there should be
};

struct FoundDetection {
  const Record* record = nullptr;
  const Rule* rule = nullptr;
  std::uint32_t rule_number = 0;  // in the RuleSet
  ViewId view = 0;
  std::span<const MatchedValue> matched;
  std::string_view host;
  std::string_view details;  // one line of text, report/details.h
  std::string_view file;     // path as given
  Uuid id{};                 // event/identity.h
  JoinedParts joined;
};

// Rules without an id are known by their title, here and in every report.
[[nodiscard]] inline std::string_view rule_key(const Rule& rule) {
  return rule.id.empty() ? rule.title : rule.id;
}

}  // namespace noroshi

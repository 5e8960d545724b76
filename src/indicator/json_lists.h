// MISP and STIX.
#pragma once

#include <string_view>

#include "base/result.h"
#include "indicator/indicator_list.h"
#include "indicator/json_document.h"

namespace noroshi {

// Which of the two it is, its keys say; sets list.format.
[[nodiscard]] Result<void> read_json_list(std::string_view text, IndicatorList& list);

// MISP: events with attributes and objects, {"response":...} of the API, or attributes alone.
// Deleted attributes and those that are not for detection (to_ids) are left aside.
void read_misp(JsonNode root, IndicatorList& list);

// STIX 2.0 and 2.1: indicators by their pattern, and observables. Objects that tell a story
// (malware, relationship, ...) are passed over.
void read_stix(JsonNode root, IndicatorList& list);

}  // namespace noroshi

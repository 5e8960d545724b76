// Detections as CSV (RFC 4180, lines end in LF), for spreadsheets. A cell that a spreadsheet would
// take for a formula gets an apostrophe in front; control characters stand as escapes.
#pragma once

#include <string>
#include <string_view>

#include "report/found_detection.h"

namespace noroshi {

void append_csv_header(std::string& out);
void append_csv(const FoundDetection& detection, std::string& out);

// One cell, quoted where needed and made harmless.
void append_csv_cell(std::string_view text, std::string& out);

}  // namespace noroshi

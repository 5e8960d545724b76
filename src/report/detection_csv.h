// Detections as CSV (RFC 4180, lines end in LF), for spreadsheets; cells as in csv_cell.h.
#pragma once

#include <string>

#include "report/found_detection.h"

namespace noroshi {

void append_csv_header(std::string& out);
void append_csv(const FoundDetection& detection, std::string& out);

}  // namespace noroshi

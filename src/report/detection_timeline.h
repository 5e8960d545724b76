// Detections one a line, for reading in the order of time:
//
//   2026-11-23T05:02:09.1234567Z  high           DC01  Rule title  details
#pragma once

#include <string>

#include "report/found_detection.h"
#include "report/terminal_text.h"

namespace noroshi {

// Appends the line with its line feed. Hostile characters stand as escapes; nothing is cut.
void append_timeline(const FoundDetection& detection, Colour colour, std::string& out);

}  // namespace noroshi

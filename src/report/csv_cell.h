// One cell of CSV (RFC 4180), the same for every report. This is the one place that keeps
// spreadsheets from running what an attacker wrote.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Appends `text`, quoted where needed. Text that a spreadsheet would take for a formula gets an
// apostrophe in front; control and bidirectional characters stand as escapes, so that a row is
// always one line.
void append_csv_cell(std::string_view text, std::string& out);

}  // namespace noroshi

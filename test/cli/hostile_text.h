// Text that tries to leave its place, and what no output may hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace noroshi::test {

// Valid UTF-8, among it NUL, escape sequences, line breaks, formulas, text that runs backwards.
// "INJECTED" stands where a line of its own would begin.
[[nodiscard]] const std::vector<std::string>& hostile_texts();

// Each gives what is wrong, for a test's message; empty if nothing is.

// Characters that act on a terminal, or bytes that are no UTF-8. Line feeds are fine; a line that
// begins with "INJECTED" is not.
[[nodiscard]] std::string terminal_fault(std::string_view text);
// Rows with more or fewer cells than the first, and cells that a spreadsheet would run.
[[nodiscard]] std::string csv_fault(std::string_view text);
// Lines that are not one JSON object each.
[[nodiscard]] std::string json_lines_fault(std::string_view text);

}  // namespace noroshi::test

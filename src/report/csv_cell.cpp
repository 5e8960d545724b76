#include "report/csv_cell.h"

#include <algorithm>
#include <iterator>

#include "base/json_writer.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// Full-width forms count too: East Asian spreadsheets take them for their ASCII twins.
constexpr char32_t kFormulaStarts[] = {U'=',  U'+',   U'-',   U'@',   U'\t',
                                       U'\r', 0xff1d, 0xff0b, 0xff0d, 0xff20};

bool looks_like_formula(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  std::size_t at = 0;
  return std::ranges::find(kFormulaStarts, take_utf8(text, at)) != std::end(kFormulaStarts);
}

}  // namespace

void append_csv_cell(std::string_view text, std::string& out) {
  std::string safe;
  if (looks_like_formula(text)) {
    safe += '\'';
  }
  append_visible(text, safe);
  if (safe.find_first_of(",\"") == safe.npos) {
    out += safe;
    return;
  }
  out += '"';
  for (char c : safe) {
    if (c == '"') {
      out += '"';
    }
    out += c;
  }
  out += '"';
}

}  // namespace noroshi

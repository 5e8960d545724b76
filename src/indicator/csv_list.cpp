// CSV with a header that names a type. Three forms, as they are met:
//
//   type,value,comment          the type of each value stands beside it
//   id,url,threat               a column is called by the type of what it holds
//   # "first_seen","ioc_value"  the header is a comment, and the values have no type of their own
//
// Cells are split at the comma, semicolon or tab that the header uses; quoted cells may hold it,
// and line feeds. Of a row that has hashes its file name is not taken: alone it would be found
// everywhere.
#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "indicator/classify.h"
#include "indicator/indicator_list.h"
#include "indicator/list_types.h"
#include "indicator/marking.h"
#include "indicator/refang.h"

namespace noroshi {
namespace {

constexpr std::size_t kMostCells = 256;        // of a row; what lies behind them is not looked at
constexpr std::size_t kLongestCell = 1 << 20;  // bytes: an open quote must not eat the file
constexpr std::size_t kMostHeaderLines = 200;  // comments before the header

struct Row {
  std::vector<std::string> cells;
  std::uint32_t line = 0;
};

class RowReader {
 public:
  RowReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  // False at the end of the text.
  bool next(Row& row) {
    row.cells.clear();
    if (text_.empty()) {
      return false;
    }
    row.line = line_;
    for (;;) {
      bool is_last = read_cell();
      if (row.cells.size() < kMostCells) {
        row.cells.push_back(std::move(cell_));
      }
      if (is_last) {
        return true;
      }
    }
  }

 private:
  void skip(std::size_t count) { text_.remove_prefix(std::min(count, text_.size())); }

  // True if the cell ends its row.
  bool read_cell() {
    cell_.clear();
    skip(std::min(text_.find_first_not_of(' '), text_.size()));
    if (!text_.empty() && text_.front() == '"') {
      read_quoted();
    }
    std::size_t end = std::min(text_.find_first_of(std::string{separator_, '\n'}), text_.size());
    cell_ += trimmed(text_.substr(0, end));
    bool is_last = end == text_.size() || text_[end] == '\n';
    skip(end + 1);
    line_ += is_last;
    return is_last;
  }

  void read_quoted() {
    std::string_view before = text_;
    skip(1);
    while (!text_.empty()) {
      std::size_t quote = text_.find('"');
      if (quote == text_.npos || cell_.size() + quote > kLongestCell) {
        break;
      }
      cell_ += text_.substr(0, quote);
      skip(quote + 1);
      if (!text_.starts_with('"')) {
        line_ += static_cast<std::uint32_t>(std::ranges::count(cell_, '\n'));
        return;
      }
      cell_ += '"';
      skip(1);
    }
    cell_.clear();  // the quote has no end: it stands for nothing
    text_ = before.substr(1);
  }

  std::string_view text_;
  char separator_;
  std::uint32_t line_ = 1;
  std::string cell_;
};

struct Header {
  char separator = ',';
  std::uint32_t line = 0;
  std::optional<std::size_t> type;
  std::optional<std::size_t> value;                        // of any kind
  std::optional<std::size_t> for_detection;                // MISP's to_ids
  std::vector<std::pair<std::size_t, std::string>> typed;  // columns called by a type
};

bool is_type_column(std::string_view name) {
  constexpr std::string_view kTypes[] = {"type", "indicator_type",  "ioc_type",
                                         "kind", "observable_type", "indicator type"};
  return std::ranges::any_of(
      kTypes, [&](std::string_view type) { return equal_ignoring_case(name, type); });
}

std::optional<Header> header_of(std::string_view line, char separator) {
  Row row;
  RowReader(line, separator).next(row);
  Header header;
  header.separator = separator;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string& name = row.cells[i];
    ListType type = list_type(name);
    if (equal_ignoring_case(name, "to_ids")) {
      header.for_detection = i;
    } else if (is_type_column(name)) {
      header.type = header.type.value_or(i);
    } else if (type.meaning == TypeMeaning::kByContent) {
      header.value = header.value.value_or(i);
    } else if (type.meaning != TypeMeaning::kUnknown) {
      header.typed.emplace_back(i, name);
    }
  }
  if (!header.value && header.typed.empty()) {
    return {};
  }
  bool has_hash = std::ranges::any_of(header.typed, [](const auto& column) {
    return list_type(column.second).kind == IndicatorKind::kHash;
  });
  if (has_hash) {
    std::erase_if(header.typed, [](const auto& column) {
      return list_type(column.second).kind == IndicatorKind::kFileName;
    });
  }
  return header;
}

// The header: the first line that is no comment, or the last comment before it.
std::optional<Header> find_header(std::string_view text) {
  std::string_view comment;
  std::uint32_t number = 0;
  while (!text.empty() && number < kMostHeaderLines) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = trimmed(line);
    ++number;
    if (line.empty()) {
      continue;
    }
    bool is_comment = line.starts_with('#');
    if (is_comment) {
      comment = trimmed(line.substr(1)).empty() ? comment : trimmed(line.substr(1));
      continue;
    }
    for (char separator : {',', ';', '\t'}) {
      if (auto header = header_of(line, separator)) {
        header->line = number;
        return header;
      }
    }
    for (char separator : {',', ';', '\t'}) {
      // A comment of one word is prose, not a header.
      if (auto header = header_of(comment, separator); header && comment.contains(separator)) {
        header->line = number - 1;
        return header;
      }
    }
    return {};
  }
  return {};
}

bool says_no(std::string_view cell) {
  return cell == "0" || equal_ignoring_case(cell, "false");
}

}  // namespace

bool looks_like_csv(std::string_view text) {
  return find_header(text).has_value();
}

void read_csv_list(std::string_view text, IndicatorList& list) {
  auto header = find_header(text);
  if (!header) {
    return;
  }
  RowReader rows(text, header->separator);
  Row row;
  while (rows.next(row)) {
    for (const std::string& cell : row.cells) {
      list.mark(marking_in(cell));
    }
    bool is_empty = std::ranges::all_of(row.cells, [](const auto& cell) { return cell.empty(); });
    if (row.line <= header->line || is_empty || row.cells[0].starts_with('#')) {
      continue;
    }
    auto cell = [&row](std::optional<std::size_t> column) -> std::string_view {
      return column && *column < row.cells.size() ? std::string_view(row.cells[*column]) : "";
    };
    if (says_no(cell(header->for_detection))) {
      list.leave_aside(row.line, cell(header->value), "is not meant for detection (to_ids)");
      continue;
    }
    if (header->value) {
      std::string_view value = cell(header->value);
      if (header->type && !cell(header->type).empty()) {
        take_typed(list, row.line, cell(header->type), value);
      } else {
        list.take(row.line, value, classify(value));
      }
      continue;
    }
    bool any = false;
    for (const auto& [column, type] : header->typed) {
      if (!cell(column).empty()) {
        any = true;
        take_typed(list, row.line, type, cell(column));
      }
    }
    if (!any) {
      list.leave_aside(row.line, row.cells[0], "has no value in the columns that name a type");
    }
  }
}

}  // namespace noroshi

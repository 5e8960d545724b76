// Cells and rows as bytes; how a table lies on the screen is rows.cpp's.
#include <algorithm>
#include <cmath>

#include "base/ensure.h"
#include "base/json_writer.h"
#include "base/message.h"
#include "base/timezone.h"
#include "report/csv_cell.h"
#include "report/rows.h"

namespace noroshi {

Cell Cell::text(std::string_view utf8) {
  Cell cell;
  cell.kind_ = Kind::kText;
  cell.text_ = utf8;
  return cell;
}

Cell Cell::number(std::uint64_t value) {
  Cell cell;
  cell.kind_ = Kind::kNumber;
  cell.number_ = value;
  return cell;
}

Cell Cell::integer(std::int64_t value) {
  Cell cell;
  cell.kind_ = Kind::kInteger;
  cell.number_ = static_cast<std::uint64_t>(value);
  return cell;
}

Cell Cell::real(double value) {
  Cell cell;
  cell.kind_ = Kind::kReal;
  cell.real_ = value;
  return cell;
}

Cell Cell::boolean(bool value) {
  Cell cell;
  cell.kind_ = Kind::kBoolean;
  cell.number_ = value ? 1 : 0;
  return cell;
}

Cell Cell::time(Time value) {
  Cell cell;
  cell.kind_ = Kind::kTime;
  cell.time_ = value;
  return cell;
}

Cell Cell::list(std::span<const std::string> utf8) {
  Cell cell;
  cell.kind_ = Kind::kList;
  cell.list_ = utf8;
  return cell;
}

Cell Cell::json(std::string_view value) {
  Cell cell;
  cell.kind_ = Kind::kJson;
  cell.text_ = value;
  return cell;
}

bool RowRenderer::shows(const Column& column) const {
  return column.in == ColumnIn::kAll || column.in == ColumnIn::kWhereFilled ||
         (column.in == ColumnIn::kTableOnly) == (format_ == RowFormat::kTable);
}

void RowRenderer::append_plain(const Cell& cell, std::string& out) const {
  bool for_table = format_ == RowFormat::kTable;
  auto put_text = [&](std::string_view text) {
    for_table ? append_visible(text, out) : append_csv_cell(text, out);
  };
  switch (cell.kind_) {
    case Cell::Kind::kNothing:
      break;
    case Cell::Kind::kText:
    case Cell::Kind::kJson:
      put_text(cell.text_);
      break;
    case Cell::Kind::kNumber:
      out += std::to_string(cell.number_);
      break;
    case Cell::Kind::kInteger:
      out += std::to_string(static_cast<std::int64_t>(cell.number_));
      break;
    case Cell::Kind::kReal:
      if (std::isfinite(cell.real_)) {
        std::string shortest;
        JsonWriter(shortest).real(cell.real_);
        out += shortest;
      }
      break;
    case Cell::Kind::kBoolean:
      if (for_table) {
        out += cell.number_ != 0 ? tr("yes") : "";
      } else {
        out += cell.number_ != 0 ? "true" : "false";
      }
      break;
    case Cell::Kind::kTime:
      // To the second: tables are for reading, the other formats are exact.
      for_table ? append_short_time(cell.time_, display_zone(), out)
                : append_iso(cell.time_, display_zone(), out);
      break;
    case Cell::Kind::kList: {
      std::string joined;
      for (const std::string& text : cell.list_) {
        joined += joined.empty() ? "" : ", ";
        joined += text;
      }
      put_text(joined);
      break;
    }
  }
}

void RowRenderer::append_json(std::span<const Cell> cells, std::string& out) const {
  std::size_t start = out.size();
  out += '{';
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    if (cell.kind_ == Cell::Kind::kNothing || !shows(columns_[i])) {
      continue;
    }
    if (out.size() > start + 1) {
      out += ',';
    }
    append_json_string(columns_[i].name, out);
    out += ':';
    std::string value;
    JsonWriter json(value);
    switch (cell.kind_) {
      case Cell::Kind::kNothing:
        break;
      case Cell::Kind::kText:
        append_json_string(cell.text_, out);
        break;
      case Cell::Kind::kJson:
        out += cell.text_;
        break;
      case Cell::Kind::kReal:
        json.real(cell.real_);
        break;
      case Cell::Kind::kBoolean:
        json.boolean(cell.number_ != 0);
        break;
      case Cell::Kind::kNumber:
        json.unsigned_integer(cell.number_);
        break;
      case Cell::Kind::kInteger:
        json.integer(static_cast<std::int64_t>(cell.number_));
        break;
      case Cell::Kind::kTime:
        out += '"';
        append_iso(cell.time_, display_zone(), out);
        out += '"';
        break;
      case Cell::Kind::kList:
        json.begin_array();
        for (const std::string& text : cell.list_) {
          json.string(text);
        }
        json.end_array();
        break;
    }
    out += value;
  }
  out += '}';
}

void RowRenderer::append(std::span<const Cell> cells, std::string& out) const {
  ENSURE(cells.size() == columns_.size());
  if (format_ == RowFormat::kJsonLines) {
    append_json(cells, out);
  } else {
    char between = format_ == RowFormat::kCsv ? ',' : '\t';
    bool first = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!shows(columns_[i])) {
        continue;
      }
      if (!first) {
        out += between;
      }
      first = false;
      append_plain(cells[i], out);
    }
  }
  out += '\n';
}

void RowRenderer::append_header(std::string& out) const {
  if (format_ != RowFormat::kCsv) {
    return;
  }
  bool first = true;
  for (const Column& column : columns_) {
    if (shows(column)) {
      out += first ? "" : ",";
      append_csv_cell(column.name, out);
      first = false;
    }
  }
  out += '\n';
}

}  // namespace noroshi

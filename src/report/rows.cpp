// Columns of a table share the terminal's width like water in vessels: the widest text column gives
// first, until all that gave are equally wide, so short columns are never cut for a long one.
#include "report/rows.h"

#include <algorithm>

#include "base/json_writer.h"

namespace noroshi {
namespace {

constexpr std::size_t kGap = 2;             // columns between columns
constexpr std::size_t kNarrowestText = 12;  // no text column is cut below this
constexpr std::size_t kWidestPadded = 60;   // with no limit: a longer cell pushes its row instead

// Calls visit(cell, index) for the cells of a rendered row of a table.
template <typename Visit>
void each_cell(std::string_view row, Visit visit) {
  for (std::size_t index = 0;; ++index) {
    std::size_t tab = row.find('\t');
    visit(row.substr(0, tab), index);
    if (tab == row.npos) {
      return;
    }
    row.remove_prefix(tab + 1);
  }
}

}  // namespace

RowWriter::RowWriter(std::span<const Column> columns, RowStyle style, Write write)
    : renderer_(columns, style.format), style_(style), write_(std::move(write)) {
  std::ranges::copy_if(columns, std::back_inserter(shown_),
                       [](const Column& column) { return column.in != ColumnIn::kFilesOnly; });
}

Result<void> RowWriter::begin() {
  if (begun_) {
    return {};
  }
  begun_ = true;
  std::string header;
  renderer_.append_header(header);
  return header.empty() ? Result<void>() : write_(header);
}

Result<void> RowWriter::add(std::span<const Cell> cells) {
  std::string row;
  renderer_.append(cells, row);
  return add_rendered(row);
}

Result<void> RowWriter::add_rendered(std::string_view rows) {
  TRY(begin());
  rows_ += static_cast<std::uint64_t>(std::ranges::count(rows, '\n'));
  return style_.format == RowFormat::kTable ? take_table_rows(rows) : write_(rows);
}

Result<void> RowWriter::take_table_rows(std::string_view rows) {
  std::string lines;
  while (!rows.empty()) {
    std::size_t end = rows.find('\n');
    std::string_view row = rows.substr(0, end);
    rows.remove_prefix(end + 1);
    if (head_printed_) {
      append_line(row, lines);
      continue;
    }
    held_.emplace_back(row);
    if (held_.size() == kRowsMeasured) {
      TRY(print_head());
    }
  }
  return lines.empty() ? Result<void>() : write_(lines);
}

void RowWriter::choose_widths() {
  widths_.clear();
  left_out_.clear();
  for (const Column& column : shown_) {
    widths_.push_back(display_width(tr(column.heading)));
    left_out_.push_back(column.in == ColumnIn::kWhereFilled);
  }
  for (const std::string& row : held_) {
    each_cell(row, [&](std::string_view cell, std::size_t i) {
      widths_[i] = std::max(widths_[i], display_width(cell));
      left_out_[i] = left_out_[i] && cell.empty();
    });
  }
  if (style_.terminal.width == 0) {
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      widths_[i] =
          shown_[i].kind == ColumnKind::kText ? std::min(widths_[i], kWidestPadded) : widths_[i];
    }
    return;
  }
  std::size_t all = 0;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    widths_[i] = left_out_[i] ? 0 : widths_[i];
    all += left_out_[i] ? 0 : widths_[i] + (all == 0 ? 0 : kGap);
  }
  while (all > style_.terminal.width) {
    std::size_t widest = shown_.size();
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (shown_[i].kind == ColumnKind::kText && widths_[i] > kNarrowestText &&
          (widest == shown_.size() || widths_[i] > widths_[widest])) {
        widest = i;
      }
    }
    if (widest == shown_.size()) {
      return;  // nothing can give any more: lines are longer than the terminal
    }
    // Down to the next widest at most, so that equals are cut alike.
    std::size_t next = kNarrowestText;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (shown_[i].kind == ColumnKind::kText && widths_[i] < widths_[widest]) {
        next = std::max(next, widths_[i]);
      }
    }
    std::size_t target = std::min(widths_[widest] - 1, next);
    std::size_t give = std::min(all - style_.terminal.width, widths_[widest] - target);
    widths_[widest] -= give;
    all -= give;
  }
}

void RowWriter::append_line(std::string_view row, std::string& out) const {
  std::size_t start = out.size();
  each_cell(row, [&](std::string_view cell, std::size_t i) {
    if (left_out_[i]) {
      return;
    }
    bool may_cut = shown_[i].kind == ColumnKind::kText && style_.terminal.width > 0;
    std::string text = may_cut ? fit(cell, widths_[i], style_.terminal.lines) : std::string(cell);
    std::size_t width = display_width(text);
    std::size_t pad = width < widths_[i] ? widths_[i] - width : 0;
    if (shown_[i].kind == ColumnKind::kNumber) {
      out.append(pad, ' ');
      pad = 0;
    }
    auto level = shown_[i].kind == ColumnKind::kLevel ? level_from(text) : std::nullopt;
    out += level ? level_text(*level, 0, style_.terminal.colour) : text;
    out.append(pad + kGap, ' ');
  });
  out.resize(std::max(start, out.find_last_not_of(' ') + 1));
  out += '\n';
}

Result<void> RowWriter::print_head() {
  choose_widths();
  bool coloured = style_.terminal.colour == Colour::kYes;
  std::string_view bold = coloured ? "\x1b[1m" : "";
  std::string_view plain = coloured ? "\x1b[0m" : "";
  std::string out;
  if (!title_.empty()) {
    out += any_section_ ? "\n" : "";
    out += bold;
    append_visible(title_, out);
    out += plain;
    out += '\n';
  }
  std::string heads;
  std::string lines;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    if (left_out_[i]) {
      continue;
    }
    std::string head = fit(tr(shown_[i].heading), widths_[i], style_.terminal.lines);
    std::size_t pad = widths_[i] - std::min(widths_[i], display_width(head));
    bool to_the_right = shown_[i].kind == ColumnKind::kNumber;
    heads.append(to_the_right ? pad : 0, ' ');
    heads += head;
    heads.append((to_the_right ? 0 : pad) + kGap, ' ');
    for (std::size_t column = 0; column < widths_[i]; ++column) {
      lines += style_.terminal.lines == Lines::kUnicode ? "\u2500" : "-";
    }
    lines.append(kGap, ' ');
  }
  heads.resize(heads.find_last_not_of(' ') + 1);
  lines.resize(lines.find_last_not_of(' ') + 1);
  out += bold;
  out += heads;
  out += plain;
  out += '\n';
  out += lines;
  out += '\n';
  for (const std::string& row : held_) {
    append_line(row, out);
  }
  held_.clear();
  head_printed_ = true;
  any_section_ = true;
  return write_(out);
}

Result<void> RowWriter::begin_section(std::string_view title) {
  if (style_.format != RowFormat::kTable) {
    return {};
  }
  if (!held_.empty()) {
    TRY(print_head());
  }
  title_ = title;
  head_printed_ = false;
  return {};
}

Result<void> RowWriter::finish() {
  TRY(begin());
  if (!held_.empty()) {
    TRY(print_head());
  }
  return {};
}

}  // namespace noroshi

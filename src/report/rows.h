// Rows: what every command that answers with a table prints, as a table for people, as CSV, or as
// JSON Lines. Hostile text is made harmless here and nowhere else.
//
//   const Column kColumns[] = {{"count", translatable("Count"), ColumnKind::kNumber},
//                              {"host", translatable("Host")}};
//   RowWriter rows(kColumns, {RowFormat::kTable, style}, write);
//   rows.add({{Cell::number(7), Cell::text("DC01")}});
//   rows.finish();
//
//   table                CSV              JSON Lines
//     Count  Host        count,host       {"count":7,"host":"DC01"}
//   -------  ----        7,DC01
//         7  DC01
//
// Where rows are many and made by several threads, workers render them (RowRenderer::append into
// RecordWorker::output()) and the writer's thread hands them on (RowWriter::add_rendered).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/result.h"
#include "base/time.h"
#include "report/terminal_text.h"

namespace noroshi {

enum class RowFormat : std::uint8_t { kTable, kJsonLines, kCsv };

// How a column lies in a table; files do not care.
enum class ColumnKind : std::uint8_t {
  kText,    // to the left, cut where the terminal is too narrow
  kWhole,   // to the left, never cut
  kNumber,  // to the right, never cut
  kLevel,   // the name of a rule's level, in its colour, never cut
};

enum class ColumnIn : std::uint8_t {
  kAll,
  kTableOnly,
  kFilesOnly,
  kWhereFilled,  // in a table (or section of it) only if one of the rows measured has something
};

struct Column {
  std::string_view name;     // key in JSON, heading in CSV: an interface, never translated
  std::string_view heading;  // in a table, for people: English, marked with translatable()
  ColumnKind kind = ColumnKind::kText;
  ColumnIn in = ColumnIn::kAll;
};

// One cell. Texts and lists are views that must hold during the call they are passed to.
class Cell {
 public:
  Cell() = default;  // nothing: empty in tables and CSV, left out in JSON
  [[nodiscard]] static Cell text(std::string_view utf8);
  [[nodiscard]] static Cell number(std::uint64_t value);
  [[nodiscard]] static Cell integer(std::int64_t value);
  [[nodiscard]] static Cell real(double value);
  [[nodiscard]] static Cell boolean(bool value);  // "yes" and "" in a table
  [[nodiscard]] static Cell time(Time value);     // tables: to the second; files: exact
  // An array in JSON; elsewhere joined by ", ".
  [[nodiscard]] static Cell list(std::span<const std::string> utf8);
  // One JSON value, as it is in JSON; text elsewhere.
  [[nodiscard]] static Cell json(std::string_view value);

 private:
  friend class RowRenderer;
  enum class Kind : std::uint8_t {
    kNothing,
    kText,
    kNumber,
    kInteger,
    kReal,
    kBoolean,
    kTime,
    kList,
    kJson
  };

  Kind kind_ = Kind::kNothing;
  std::string_view text_;
  std::uint64_t number_ = 0;  // also integers and booleans
  double real_ = 0;
  Time time_;
  std::span<const std::string> list_;
};

struct RowStyle {
  RowFormat format = RowFormat::kJsonLines;
  TerminalStyle terminal;  // tables only. width 0: as wide as it must be
};

// Makes bytes of rows. Const and thread-safe.
class RowRenderer {
 public:
  // What `columns` and their texts refer to must outlive this.
  RowRenderer(std::span<const Column> columns, RowFormat format)
      : columns_(columns), format_(format) {}

  // Appends one row: `cells` has one for each column. CSV and JSON come out as they are printed; a
  // row of a table as its cells between tabs, for RowWriter::add_rendered. Cost: about 0.1 us a
  // cell.
  void append(std::span<const Cell> cells, std::string& out) const;
  // One cell of a table or of CSV, as it is printed, without what stands between cells.
  void append_plain(const Cell& cell, std::string& out) const;
  // The line of names of CSV; nothing for other formats.
  void append_header(std::string& out) const;

 private:
  [[nodiscard]] bool shows(const Column& column) const;
  void append_json(std::span<const Cell> cells, std::string& out) const;

  std::span<const Column> columns_;
  RowFormat format_;
};

// Prints rows, in the order in which they are added. One thread.
//
// Memory: a table keeps the first kRowsMeasured rows until it knows how wide its columns are; what
// comes later is fitted into those. The other formats keep nothing.
class RowWriter {
 public:
  static constexpr std::size_t kRowsMeasured = 1000;
  using Write = std::function<Result<void>(std::string_view)>;

  // `write` takes what is printed; its errors are passed on.
  RowWriter(std::span<const Column> columns, RowStyle style, Write write);

  [[nodiscard]] Result<void> add(std::span<const Cell> cells);
  [[nodiscard]] Result<void> add(std::initializer_list<Cell> cells) {
    return add(std::span(cells.begin(), cells.size()));
  }
  // Any number of whole rows that renderer() or its like made.
  [[nodiscard]] Result<void> add_rendered(std::string_view rows);
  // For workers; a copy may be taken.
  [[nodiscard]] const RowRenderer& renderer() const { return renderer_; }

  // Tables only: ends the table before, and puts `title` and a new head before the next row. A
  // section without rows prints nothing.
  [[nodiscard]] Result<void> begin_section(std::string_view title);
  // Prints what is held back, and the header of CSV in any case. To be called once, at the end.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> take_table_rows(std::string_view rows);
  [[nodiscard]] Result<void> print_head();
  void choose_widths();
  void append_line(std::string_view row, std::string& out) const;

  std::vector<Column> shown_;  // tables: the columns that appear
  RowRenderer renderer_;
  RowStyle style_;
  Write write_;
  bool begun_ = false;
  std::uint64_t rows_ = 0;
  std::string title_;
  bool any_section_ = false;
  bool head_printed_ = false;
  std::vector<std::string> held_;    // rows of which the widths are not chosen yet
  std::vector<std::size_t> widths_;  // of `shown_`
  std::vector<bool> left_out_;       // of `shown_`: nothing stands there in this section
};

}  // namespace noroshi

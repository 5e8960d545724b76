// Detections as rows of a profile's columns.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "report/canonical_json.h"
#include "report/found_detection.h"
#include "report/profile.h"
#include "report/rows.h"
#include "report/terminal_text.h"

namespace noroshi {

// One a thread.
class ProfileRow {
 public:
  static constexpr std::size_t kMaxFamilies = 4096;  // (Shape, view) whose fields are remembered

  // Both must outlive this. `format`: kTable for append_line(), else for append().
  ProfileRow(const Profile& profile, const ViewTable& views, RowFormat format);

  // The line of names of CSV; nothing for JSON.
  void append_header(std::string& out) const { renderer_.append_header(out); }
  // One row, with its line feed. Cost: about 0.1 us a column, 1 us for `fields`.
  void append(const FoundDetection& detection, std::string& out);
  // One line of a timeline: two spaces between columns, "-" for what is empty, nothing cut.
  void append_line(const FoundDetection& detection, Colour colour, std::string& out);

 private:
  [[nodiscard]] Cell cell_of(std::size_t column, const FoundDetection& detection);
  [[nodiscard]] Cell value_cell(const Value& value, std::string& text) const;
  [[nodiscard]] Cell list_cell(std::span<const std::string> texts, std::string& text) const;
  [[nodiscard]] const Accessor& accessor(std::size_t column, const FoundDetection& detection);

  const Profile& profile_;
  const ViewTable& views_;
  std::vector<Column> columns_;
  RowFormat format_;
  RowRenderer renderer_;
  CanonicalJson canonical_;
  // Accessors of the columns that are record fields; of others, nothing.
  std::unordered_map<std::uint64_t, std::vector<Accessor>> families_;
  Arena arena_;
  // Of the detection at hand; kept for their memory.
  std::vector<Cell> cells_;
  std::vector<std::string> texts_;
};

}  // namespace noroshi

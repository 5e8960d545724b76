// Records that stand in the evidence more than once: where the further places are. The first place,
// in the order of the paths, stands with the detections; these are told at the end.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "report/bounded_map.h"
#include "source/files.h"

namespace noroshi {

// Records of one host and channel, with neighbouring numbers, that stand in `source` again.
struct DuplicateRun {
  std::uint32_t source = 0;        // of the further place, an index of the list of sources
  std::uint32_t first_source = 0;  // of the first place
  std::string host;
  std::string channel;
  std::uint64_t from = 0;  // record numbers (EventRecordID)
  std::uint64_t to = 0;
  std::uint64_t records = 0;
};

class DuplicateReport {
 public:
  // Past these, places are told less exactly; counts stay exact.
  static constexpr std::size_t kMostPlaces = 10'000;
  static constexpr std::size_t kMostRuns = 1000;  // of one place

  struct Place {
    std::uint32_t source = 0;
    std::uint32_t first_source = 0;
    std::string host;
    std::string channel;

    auto operator<=>(const Place&) const = default;
  };
  struct Run {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
  };
  struct Found {
    std::uint64_t records = 0;
    std::vector<Run> runs;
    bool is_exact = true;  // false: the last run also covers numbers that are no duplicates
  };

  void add(const DuplicateRun& run);

  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] std::uint64_t files() const { return files_.size(); }  // that hold any again
  [[nodiscard]] const BoundedMap<Place, Found>& places() const { return places_; }

  // The last lines of JSON Lines, one a place; see docs/user/output.md.
  void append_json_lines(std::span<const SourceFile> files, std::string& out) const;
  // The last section of a table: a line for each file and the file it repeats, at most `most`.
  void append_section(std::span<const SourceFile> files, std::size_t most, std::string& out) const;

 private:
  std::uint64_t records_ = 0;
  std::set<std::uint32_t> files_;
  BoundedMap<Place, Found> places_{kMostPlaces};
};

}  // namespace noroshi

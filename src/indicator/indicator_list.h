// Lists of indicators, as partners send them: plain lists, CSV, MISP JSON, STIX 2 bundles. Which of
// them a file is, its content says, not its name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "indicator/indicator.h"

namespace noroshi {

enum class ListFormat : std::uint8_t { kPlain, kCsv, kMisp, kStix };
[[nodiscard]] std::string_view to_string(ListFormat format);

// A line, attribute or object from which nothing is taken, and why.
struct UnusedIndicator {
  std::uint32_t line = 0;  // as in Indicator
  std::string text;        // what stands there, cut to kLongestShown bytes
  std::string reason;
};

struct IndicatorList {
  static constexpr std::size_t kMostNamed = 1000;  // entries left aside that are named; all count
  static constexpr std::size_t kLongestShown = 120;

  ListFormat format = ListFormat::kPlain;
  std::vector<Indicator> indicators;        // in order of the text; may hold equal ones
  std::vector<UnusedIndicator> left_aside;  // the first kMostNamed
  std::uint64_t left_aside_count = 0;
  std::vector<std::string> markings;  // "TLP:AMBER", each once, in order

  void leave_aside(std::uint32_t line, std::string_view text, std::string_view reason);
  void mark(std::string_view marking);
  // Takes what classify() or classify_as() gave, or leaves the entry aside.
  void take(std::uint32_t line, std::string_view written, Result<Indicator> indicator);
};

// An error only if the text as a whole cannot be used (no UTF-8, broken JSON, JSON of another
// kind). Thread-safe, no I/O. Cost: linear; about 1 us an indicator.
[[nodiscard]] Result<IndicatorList> read_indicators(std::string_view text);

// The readers of each format; `text` has no byte order mark.
void read_plain_list(std::string_view text, IndicatorList& list);
[[nodiscard]] bool looks_like_csv(std::string_view text);
void read_csv_list(std::string_view text, IndicatorList& list);

}  // namespace noroshi

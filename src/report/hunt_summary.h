// The figures of a hunt for people: detections by level, hosts by worst level, days with most hits.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "report/bounded_map.h"
#include "report/found_detection.h"
#include "report/terminal_text.h"

namespace noroshi {

inline constexpr std::size_t kLevels = 5;
using LevelCounts = std::array<std::uint64_t, kLevels>;  // by RuleLevel

// "6 critical, 36 high"; "none".
[[nodiscard]] std::string levels_text(const LevelCounts& counts);

// Collects per thread, then merges; the result does not depend on the threads.
class HuntSummary {
 public:
  static constexpr std::size_t kMostHosts = 10'000;
  static constexpr std::size_t kMostDays = 10'000;

  // The detections on one record. Cost: 0.1 us.
  void add(std::string_view host, Time time, const LevelCounts& counts);
  void merge(const HuntSummary& other);

  [[nodiscard]] std::uint64_t detections() const;
  [[nodiscard]] const LevelCounts& by_level() const { return by_level_; }
  // Whether anything at or above `level` was found.
  [[nodiscard]] bool reaches(RuleLevel level) const;

  // "Detections", "Hosts" and "Days", a line each.
  void append(const TerminalStyle& style, std::string& out) const;

 private:
  LevelCounts by_level_{};
  BoundedMap<std::string, LevelCounts> hosts_{kMostHosts};
  BoundedMap<std::int64_t, std::uint64_t> days_{kMostDays};  // local days since 1970-01-01
};

}  // namespace noroshi

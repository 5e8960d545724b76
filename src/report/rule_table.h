// The table of `hunt`: one entry a rule that held, worst first, with how often, where, when, and
// the details of one detection.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.h"
#include "report/bounded_map.h"
#include "report/found_detection.h"
#include "report/terminal_text.h"

namespace noroshi {

// Collects in parts, then merges; the result does not depend on the threads.
class RuleTable {
 public:
  static constexpr std::size_t kMostHosts = 64;  // of a rule; more are said as "and more"

  explicit RuleTable(std::span<const RulePtr> rules) : rules_(rules) {}

  // Whether the detection would be its rule's example, so far: add() then looks at its details.
  [[nodiscard]] bool wants_details(const FoundDetection& detection) const;
  void add(const FoundDetection& detection);
  void merge(const RuleTable& other);
  void append(const TerminalStyle& style, std::string& out) const;

 private:
  struct Nothing {};
  struct Entry {
    std::uint64_t count = 0;
    Time first, last;
    BoundedMap<std::string, Nothing> hosts{kMostHosts};
    std::uint32_t sample_source = 0;  // of the sample: the first detection in (source, offset)
    std::uint64_t sample_offset = 0;
    std::string sample;
  };

  void append_entry(std::uint32_t rule, const TerminalStyle& style, std::string& out) const;

  std::span<const RulePtr> rules_;
  std::map<std::uint32_t, Entry> entries_;  // by number of the rule; only those that held
};

}  // namespace noroshi

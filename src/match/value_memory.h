// ValueMemory: what was found out about long values, kept for when they come again.
//
// The same script block, task definition or certificate is logged hundreds of times, kilobytes
// each. Of a value that comes a second time, the folded text, the outcome of each scan and of each
// predicate on it are kept; from the third time on they cost a hash and one comparison of the
// bytes. Values are compared byte by byte, never by hash alone: a collision must not hide an
// attack.
//
// Bounded by kMaxBytes; when full it starts over. Short values are not worth it: finding them again
// costs as much as scanning them. One a thread; not thread-safe. Entries hold until the next
// start_record().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event/value.h"

namespace noroshi {

class ValueMemory {
 public:
  static constexpr std::size_t kLeastBytes = 1024;
  static constexpr std::size_t kMaxBytes = std::size_t{8} << 20;

  // Where one of a predicate's values lies: its index, and code points.
  struct Place {
    std::uint32_t index = 0;
    std::uint32_t position = 0;
    std::uint32_t length = 0;
  };

  struct Entry {
    ValueType type = ValueType::kAbsent;
    std::string bytes;
    std::string folded;
    // By what was scanned for (an address that lives as long as the rules): what was found.
    std::vector<std::pair<const void*, std::vector<std::uint64_t>>> scans;
    std::unordered_map<std::uint32_t, bool> outcomes;  // by predicate
    std::unordered_map<std::uint32_t, Place> places;   // by predicate that holds

    [[nodiscard]] const std::vector<std::uint64_t>* scan(const void* what) const;
  };

  [[nodiscard]] static bool is_worth(const Value& value) {
    return value.size >= kLeastBytes && is_text(value);
  }

  // Forgets everything if there is too much.
  void start_record();

  // The entry of a value that is_worth(), or null if it is seen for the first time (or nearly so).
  [[nodiscard]] Entry* find(const Value& value);

 private:
  std::unordered_multimap<std::uint64_t, std::unique_ptr<Entry>> entries_;
  std::array<std::uint64_t, 4096> seen_once_{};  // hashes, by their low bits
  std::size_t bytes_ = 0;
};

}  // namespace noroshi

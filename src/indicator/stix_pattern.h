// The part of STIX patterns that states values: comparisons of an object's property with text.
//
//   [file:hashes.'SHA-256' = 'aa..' OR domain-name:value IN ('a.example', 'b.example')]
//
// becomes three comparisons. What a pattern says beyond that (order, repetition, time) is not read:
// each observation can be seen by itself, and a record shows one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi {

struct StixComparison {
  std::string path;       // "file:hashes.SHA-256", "ipv4-addr:value"
  std::string operation;  // "=", "IN", "LIKE", "!=", ...; with "NOT " before it if negated
  std::vector<std::string> values;
};

struct StixObservation {
  std::vector<StixComparison> comparisons;
  bool joins_with_and = false;  // at least two of them must hold together
};

[[nodiscard]] Result<std::vector<StixObservation>> read_stix_pattern(std::string_view pattern);

}  // namespace noroshi

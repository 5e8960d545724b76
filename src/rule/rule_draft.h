// RuleDraft: a rule while its document is read. The parts of the loader fill it one after another.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "rule/loader.h"
#include "rule/rule.h"

namespace noroshi {

struct RuleDraft {
  explicit RuleDraft(const Placeholders& with) : placeholders(with) {}

  Rule rule;
  const Placeholders& placeholders;
  std::size_t patterns = 0;  // of this document and those before it in the file
  int line = 0;              // of what is being read: where an error is reported
  std::vector<std::pair<int, std::string>> warnings;

  void warn(std::string message) { warnings.emplace_back(line, std::move(message)); }
};

}  // namespace noroshi

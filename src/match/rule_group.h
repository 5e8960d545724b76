// RuleGroup: the rules of one log source, and for each field the scanner of their witnesses. Views
// with the same rules (Sysmon 1 and Security 4688) share one group. Scanners are built on first use
// by whichever thread comes first, and then never change.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "match/literal_scanner.h"
#include "match/witness.h"

namespace noroshi {

class FieldScanner {
 public:
  FieldScanner(FieldNumber field, std::vector<std::pair<const Witness*, std::uint32_t>> witnesses);

  [[nodiscard]] FieldNumber field() const { return field_; }
  // The rules (numbers within the group) that have a witness here; ascending, unique.
  [[nodiscard]] std::span<const std::uint32_t> rules() const { return rules_; }
  // Built at the first call; thread-safe.
  [[nodiscard]] const LiteralScanner& scanner() const;
  // The rules that a payload of the scanner stands for.
  [[nodiscard]] std::span<const std::uint32_t> rules_of(std::uint32_t payload) const {
    return std::span(listed_).subspan(first_[payload], first_[payload + 1] - first_[payload]);
  }

 private:
  FieldNumber field_;
  std::vector<std::pair<const Witness*, std::uint32_t>> witnesses_;
  std::vector<std::uint32_t> rules_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<LiteralScanner> scanner_;
  mutable std::vector<std::uint32_t> first_;
  mutable std::vector<std::uint32_t> listed_;
};

struct RuleGroup {
  std::vector<std::uint32_t> rules;   // numbers in the rule set, ascending
  std::vector<FieldNumber> fields;    // every field its rules name
  std::vector<std::uint32_t> always;  // numbers within the group: rules with no witness
  std::vector<std::unique_ptr<FieldScanner>> scanners;  // by field; keywords: KeywordScanner
};

}  // namespace noroshi

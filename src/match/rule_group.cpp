#include "match/rule_group.h"

#include <algorithm>
#include <map>

namespace noroshi {

FieldScanner::FieldScanner(FieldNumber field,
                           std::vector<std::pair<const Witness*, std::uint32_t>> witnesses)
    : field_(field), witnesses_(std::move(witnesses)) {
  for (const auto& [witness, rule] : witnesses_) {
    rules_.push_back(rule);
  }
  std::sort(rules_.begin(), rules_.end());
  rules_.erase(std::unique(rules_.begin(), rules_.end()), rules_.end());
}

const LiteralScanner& FieldScanner::scanner() const {
  std::call_once(made_, [this] {
    // One literal, one payload, however many rules have it.
    std::map<std::pair<std::string_view, Anchor>, std::vector<std::uint32_t>> rules_of_literal;
    for (const auto& [witness, rule] : witnesses_) {
      auto& rules = rules_of_literal[{witness->literal, witness->anchor}];
      if (rules.empty() || rules.back() != rule) {
        rules.push_back(rule);
      }
    }
    std::vector<Literal> literals;
    first_.push_back(0);
    for (const auto& [literal, rules] : rules_of_literal) {
      literals.push_back({std::string(literal.first), literal.second,
                          static_cast<std::uint32_t>(literals.size())});
      listed_.insert(listed_.end(), rules.begin(), rules.end());
      first_.push_back(static_cast<std::uint32_t>(listed_.size()));
    }
    scanner_ = std::make_unique<LiteralScanner>(std::move(literals));
  });
  return *scanner_;
}

}  // namespace noroshi

// Which of several rules with one id is used. Inner to this folder.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/load_rules.h"

namespace noroshi {

using ContentDigest = std::array<std::uint8_t, 20>;

// A rule with what deciding needs.
struct LoadedRule {
  RulePtr rule;
  std::size_t pack = 0;
  ContentDigest content{};  // of its file
};

// Takes the rules of all packs, in order of packs; leaves in `pack` those that are used, and the
// warnings about the others. `names`: of the packs.
void keep_one_of_each(std::vector<LoadedRule> rules, const std::vector<std::string>& names,
                      RulePack& pack);

}  // namespace noroshi

#include "report/tactics.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/message.h"

namespace noroshi {
namespace {

constexpr Tactic kTactics[] = {
    {"attack.reconnaissance", translatable("Reconnaissance")},
    {"attack.resource-development", translatable("Resource Development")},
    {"attack.initial-access", translatable("Initial Access")},
    {"attack.execution", translatable("Execution")},
    {"attack.persistence", translatable("Persistence")},
    {"attack.privilege-escalation", translatable("Privilege Escalation")},
    {"attack.defense-evasion", translatable("Defense Evasion")},
    {"attack.credential-access", translatable("Credential Access")},
    {"attack.discovery", translatable("Discovery")},
    {"attack.lateral-movement", translatable("Lateral Movement")},
    {"attack.collection", translatable("Collection")},
    {"attack.command-and-control", translatable("Command and Control")},
    {"attack.exfiltration", translatable("Exfiltration")},
    {"attack.impact", translatable("Impact")},
};

}  // namespace

std::span<const Tactic> tactics() {
  return kTactics;
}

bool names_tactic(std::string_view tag, const Tactic& tactic) {
  return std::ranges::equal(tag, tactic.tag,
                            [](char a, char b) { return (a == '_' ? '-' : ascii_lower(a)) == b; });
}

std::string_view tactic_name(const Tactic& tactic) {
  return tr(tactic.name);
}

bool names_technique(std::string_view tag) {
  constexpr std::size_t kLength = 12;  // attack.t1566
  return tag.size() >= kLength && ascii_lowered(tag.substr(0, 8)) == "attack.t" &&
         std::ranges::all_of(tag.substr(8, 4), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace noroshi

// The tactics of MITRE ATT&CK: the tags that name them in rules, and their names for people.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace noroshi {

struct Tactic {
  std::string_view tag;   // "attack.lateral-movement"
  std::string_view name;  // "Lateral Movement"
};

// In the order in which an intrusion passes through them.
[[nodiscard]] std::span<const Tactic> tactics();

// Whether `tag` names the tactic: letter case, and - or _ between words, do not count.
[[nodiscard]] bool names_tactic(std::string_view tag, const Tactic& tactic);

// In the language of the process; in Japanese with the English name in brackets.
[[nodiscard]] std::string_view tactic_name(const Tactic& tactic);

// Whether `tag` names a technique or sub-technique: "attack.t1566.001".
[[nodiscard]] bool names_technique(std::string_view tag);

}  // namespace noroshi

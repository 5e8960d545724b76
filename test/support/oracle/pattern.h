// Sigma strings for the oracle: code points and wildcards, one unit each.
//
//   'a\\*'  ->  a \ W      '\?'  ->  literal ?      'a?' -> a Q
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace noroshi::oracle {

enum class UnitKind { kChar, kAnyRun, kAnyOne, kDash };

struct Unit {
  UnitKind kind = UnitKind::kChar;
  char32_t c = 0;       // kChar: as written
  char32_t folded = 0;  // kChar: folded

  bool operator==(const Unit&) const = default;
};

using Units = std::vector<Unit>;

enum class CaseRule { kFolded, kCased };

// Specification, "Escape Character": a backslash escapes a following *, ? or backslash; before
// anything else it stands for itself.
[[nodiscard]] Units parse_pattern(std::string_view text);
// Every character stands for itself.
[[nodiscard]] Units literal(std::u32string_view text);
[[nodiscard]] bool has_wildcard(const Units& units);

// Modifiers add wildcards, never text, and never a second one beside another.
void put_run_in_front(Units& units);
void put_run_behind(Units& units);
// windash: each - or / that is not preceded by a word character and is followed by one becomes a
// kDash. A wildcard is no word character.
void free_dashes(Units& units);

// The texts that a pattern without wildcards stands for: one, or five for each free dash.
[[nodiscard]] std::vector<std::u32string> texts_of(const Units& units);

// Whether `units` matches the whole of `text`. `text` must be folded already for kFolded.
[[nodiscard]] bool matches(const Units& units, std::u32string_view text, CaseRule rule);

}  // namespace noroshi::oracle

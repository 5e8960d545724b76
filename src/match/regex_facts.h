// RegexFacts: what every text that matches a regular expression must hold, found without running
// it.
//
// The idea (Russ Cox, "Regular Expression Matching with a Trigram Index", 2012): walk the
// expression and keep, for each part, either the small finite set of strings that it stands for, or
// the clauses that any match fulfils. A clause is a set of strings of which at least one occurs.
//
//   cmd.{0,5}(?:/c|/r).+powershell    clauses {cmd} {/c, /r} {powershell}, at least 16 characters
//   "(\{\d\}){2,}"\s*-f               clauses {"\"{"} {"}"} {"\""} {"-f"}
//
// Strings are folded (base/fold.h), and so must be the text that they are sought in: that is sound
// whether the expression ignores case or not. Syntax that is not known here gives no facts, which
// is always right and only slower.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

struct RegexFacts {
  std::size_t least_length = 0;  // code points
  // A run of characters of one class, as `[a-f0-9]{64}` asks for. `members` holds folded ASCII.
  struct Run {
    std::bitset<128> members;
    std::size_t least = 0;
  };
  std::vector<Run> runs;                          // each occurs
  std::vector<std::vector<std::string>> clauses;  // each: one of these occurs; none is empty

  // Whether the folded text may match.
  [[nodiscard]] bool allow(std::string_view folded) const;
};

[[nodiscard]] RegexFacts find_regex_facts(std::string_view expression);

}  // namespace noroshi

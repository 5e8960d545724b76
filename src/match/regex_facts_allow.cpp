// Whether a text can match at all, by the facts of the expression.
#include <algorithm>
#include <string>

#include "base/find_literal.h"
#include "match/regex_facts.h"

namespace noroshi {
namespace {

bool occurs(std::string_view text, const std::string& needle) {
  return find_literal(text, needle) != std::string_view::npos;
}

// A run of n covers one of every n places, so only those are looked at.
bool has_run(std::string_view text, const RegexFacts::Run& run) {
  auto in_class = [&](std::size_t at) {
    auto byte = static_cast<unsigned char>(text[at]);
    return byte < 128 && run.members[byte];
  };
  for (std::size_t at = run.least - 1; at < text.size(); at += run.least) {
    if (!in_class(at)) {
      continue;
    }
    std::size_t first = at;
    while (first > 0 && in_class(first - 1)) {
      --first;
    }
    std::size_t end = at + 1;
    while (end < text.size() && end - first < run.least && in_class(end)) {
      ++end;
    }
    if (end - first >= run.least) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool RegexFacts::allow(std::string_view folded) const {
  if (folded.size() < least_length) {  // bytes are never fewer than code points
    return false;
  }
  auto holds_clause = [&](const std::vector<std::string>& clause) {
    return std::any_of(clause.begin(), clause.end(),
                       [&](const std::string& needle) { return occurs(folded, needle); });
  };
  return std::all_of(runs.begin(), runs.end(),
                     [&](const Run& run) { return has_run(folded, run); }) &&
         std::all_of(clauses.begin(), clauses.end(), holds_clause);
}

}  // namespace noroshi

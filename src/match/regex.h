// Regex: a rule's regular expression, on RE2 (linear time, bounded memory), with what can be known
// of every matching text beforehand: literals of which one must occur, and a least length.
//
// Semantics (Sigma specification, modifier `re`): a search, case-sensitive unless flagged, `.` does
// not match a newline unless flagged. Immutable; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "match/regex_facts.h"
#include "match/text_pattern.h"
#include "rule/rule.h"

namespace noroshi {

class Regex {
 public:
  // Memory that one expression may use for its program and automaton.
  static constexpr std::int64_t kMaxMemory = std::int64_t{8} << 20;

  [[nodiscard]] static Result<Regex> make(const RegexLiteral& literal);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  // Whether a text that folds to `folded` can match at all: cheap, to be asked first.
  [[nodiscard]] bool allows(std::string_view folded) const { return facts_.allow(folded); }
  // `text` is UTF-8, not folded.
  [[nodiscard]] bool matches(std::string_view text) const;
  [[nodiscard]] std::optional<TextMatch> find(std::string_view text) const;

  // Folded literals of which at least one occurs in every matching text after folding; empty: none
  // is known.
  [[nodiscard]] const std::vector<std::string>& needles() const { return needles_; }

 private:
  Regex();
  struct Program;
  std::unique_ptr<Program> program_;
  std::vector<std::string> needles_;
  RegexFacts facts_;
  std::size_t only_run_ = 0;  // the expression is `.{n,}`: a run of n without a newline
};

}  // namespace noroshi

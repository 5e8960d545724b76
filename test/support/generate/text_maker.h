// Texts and patterns for generated rules: short pieces in which the things that engines get wrong
// (backslashes, wildcards, dashes, folds, line ends) are frequent, so that patterns and values
// meet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/generate/choice.h"

namespace noroshi::test {

struct PatternPiece {
  enum class Kind { kText, kAnyRun, kAnyOne };
  Kind kind = Kind::kText;
  std::string text;
};

using PatternPieces = std::vector<PatternPiece>;

[[nodiscard]] std::string make_text(Choice& choice, std::size_t most_pieces);
// One code point, never a line feed.
[[nodiscard]] std::string make_character(Choice& choice);
// Text with a few wildcards.
[[nodiscard]] PatternPieces make_pattern(Choice& choice, std::size_t wildcard_percent);
// As Sigma writes it, escaped; a backslash that needs no escape has one or not.
[[nodiscard]] std::string sigma_text(const PatternPieces& pieces, Choice& choice);
// A text that the pattern matches as a whole, in its own case.
[[nodiscard]] std::string instance_of(const PatternPieces& pieces, Choice& choice);
// Some characters replaced by others that fold to the same.
[[nodiscard]] std::string other_case(std::string_view text, Choice& choice);
// One character lost, doubled, replaced or added.
[[nodiscard]] std::string slightly_wrong(std::string_view text, Choice& choice);
// A YAML scalar that reads as exactly `text`.
[[nodiscard]] std::string yaml_string(std::string_view text, Choice& choice);

}  // namespace noroshi::test

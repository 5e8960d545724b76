// Pattern: a Sigma value as it is matched, after unescaping and after modifiers: literal runs and
// wildcard tokens. Modifiers add tokens, never text (specification, "String Wildcard").
//
//   'foo*bar' with contains   W foo W bar W
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace noroshi {

enum class PatternPart : std::uint8_t {
  kLiteral,  // text
  kAnyRun,   // any run of code points, also none
  kAnyOne,   // exactly one code point
  kDash,     // one of - / U+2013 U+2014 U+2015 (windash)
};

struct PatternToken {
  PatternPart part = PatternPart::kLiteral;
  std::string text;  // kLiteral: UTF-8, never empty, not folded

  bool operator==(const PatternToken&) const = default;
};

// Must match the whole value. Two kAnyRun never stand side by side; two kLiteral neither. An empty
// pattern matches the empty value.
struct Pattern {
  std::vector<PatternToken> tokens;

  bool operator==(const Pattern&) const = default;
};

}  // namespace noroshi

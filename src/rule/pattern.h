// Pattern: a Sigma value as it is matched, after unescaping and after modifiers: literal runs and
// wildcard tokens. Modifiers add tokens, never text (specification, "String Wildcard").
//
//   'foo*bar' with contains   W foo W bar W
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

  // Each keeps the promise above: neighbours of a kind become one.
  void append_text(std::string_view text);
  void append_code_unit(char unit);
  void append_any_run();
  void append_any_one();
  void append_dash();
  void append(const Pattern& other);
  void prepend_any_run();

  // Whether it holds nothing but text (kLiteral), or nothing at all.
  [[nodiscard]] bool is_text() const;
};

// Reads a Sigma string. `*` is kAnyRun, `?` kAnyOne; a backslash makes a plain character of a
// `*`, `?` or backslash that follows it, and before any other character stands for itself.
// Cost: linear.
[[nodiscard]] Pattern parse_pattern(std::string_view text);

// The pattern that means exactly `text`, without escapes.
[[nodiscard]] Pattern plain_pattern(std::string_view text);

// For people and tests: wildcards as `*` and `?`, a dash class as `{-}`, text unescaped.
[[nodiscard]] std::string to_string(const Pattern& pattern);

}  // namespace noroshi

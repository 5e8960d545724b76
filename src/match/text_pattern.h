// TextPattern: a Sigma pattern made ready to be compared with text.
//
// Most patterns are a literal with a place (whole value, start, end, anywhere) and become one
// memcmp or one search. The rest (a wildcard inside, `?`, a windash) is split at its `*` into
// segments; each segment is sought leftmost, which is right because `*` can take up any slack.
//
// Immutable after make(); thread-safe. Texts are UTF-8: folded (base/fold.h) for Casing::kFolded,
// as they are for kCased.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"

namespace noroshi {

enum class Anchor : std::uint8_t {
  kWhole,     // the literal is the value
  kStart,     // the value starts with it
  kEnd,       // the value ends with it
  kAnywhere,  // the value contains it
};

// Where a pattern lies in a text, in bytes.
struct TextMatch {
  std::size_t position = 0;
  std::size_t length = 0;
};

class TextPattern {
 public:
  [[nodiscard]] static TextPattern make(const Pattern& pattern, Casing casing);

  [[nodiscard]] bool matches(std::string_view text) const;
  // The part of `text` that the pattern without its outer wildcards covers.
  [[nodiscard]] std::optional<TextMatch> find(std::string_view text) const;

  // A literal that every matching text holds, and where; the longest one. Empty if there is none.
  struct Needle {
    std::string_view text;
    Anchor anchor = Anchor::kAnywhere;
  };
  [[nodiscard]] Needle needle() const;
  // Whether finding needle() in its place is all that matching takes.
  [[nodiscard]] bool is_needle() const { return simple_; }
  // The same pattern with wildcards put on both sides: for keywords.
  [[nodiscard]] static Pattern anywhere(Pattern pattern);

  bool operator==(const TextPattern&) const = default;

 private:
  // A segment between two `*`: literals, single wildcards and dashes, to be found as one piece.
  struct Segment {
    std::vector<PatternToken> tokens;
    bool operator==(const Segment&) const = default;
  };

  [[nodiscard]] std::optional<std::size_t> match_segment(const Segment& segment,
                                                         std::string_view text) const;
  [[nodiscard]] std::optional<TextMatch> find_segment(const Segment& segment, std::string_view text,
                                                      std::size_t from) const;

  bool simple_ = false;
  Anchor anchor_ = Anchor::kWhole;
  std::string literal_;
  bool open_start_ = false;  // begins with `*`
  bool open_end_ = false;
  std::vector<Segment> segments_;  // of a pattern that is not simple
};

}  // namespace noroshi

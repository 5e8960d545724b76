#include "match/text_pattern.h"

#include <algorithm>

#include "base/find_literal.h"
#include "base/fold.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// Bytes of the code point at the front of well-formed UTF-8.
std::size_t code_point_size(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  std::size_t size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return size <= text.size() ? size : text.size();
}

// `count` code points back from `at`, not before `from`; npos if there are not so many.
std::size_t step_back(std::string_view text, std::size_t from, std::size_t at, std::size_t count) {
  for (; count > 0; --count) {
    do {
      if (at == from) {
        return std::string_view::npos;
      }
      --at;
    } while ((static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
  }
  return at;
}

// Bytes of the dash at the front, or 0.
std::size_t dash_size(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('/')) {
    return 1;
  }
  for (std::string_view dash : {"\u2013", "\u2014", "\u2015"}) {
    if (text.starts_with(dash)) {
      return dash.size();
    }
  }
  return 0;
}

}  // namespace

TextPattern TextPattern::make(const Pattern& pattern, Casing casing) {
  TextPattern made;
  std::span<const PatternToken> tokens = pattern.tokens;
  if (!tokens.empty() && tokens.front().part == PatternPart::kAnyRun) {
    made.open_start_ = true;
    tokens = tokens.subspan(1);
    if (tokens.empty()) {
      made.open_end_ = true;  // `*` alone
    }
  }
  if (!tokens.empty() && tokens.back().part == PatternPart::kAnyRun) {
    made.open_end_ = true;
    tokens = tokens.first(tokens.size() - 1);
  }
  auto literal = [&](const std::string& text) {
    return casing == Casing::kFolded ? fold(std::string_view(text)) : text;
  };
  if (tokens.size() <= 1 && (tokens.empty() || tokens[0].part == PatternPart::kLiteral)) {
    made.simple_ = true;
    if (!tokens.empty()) {
      made.literal_ = literal(tokens[0].text);
    }
    made.anchor_ = made.open_start_ ? (made.open_end_ ? Anchor::kAnywhere : Anchor::kEnd)
                                    : (made.open_end_ ? Anchor::kStart : Anchor::kWhole);
    return made;
  }
  made.segments_.emplace_back();
  for (const PatternToken& token : tokens) {
    if (token.part == PatternPart::kAnyRun) {
      made.segments_.emplace_back();
    } else {
      PatternToken copy = token;
      copy.text = literal(token.text);
      made.segments_.back().tokens.push_back(std::move(copy));
    }
  }
  return made;
}

Pattern TextPattern::anywhere(Pattern pattern) {
  const PatternToken any{PatternPart::kAnyRun, {}};
  if (pattern.tokens.empty() || pattern.tokens.front().part != PatternPart::kAnyRun) {
    pattern.tokens.insert(pattern.tokens.begin(), any);
  }
  if (pattern.tokens.back().part != PatternPart::kAnyRun) {
    pattern.tokens.push_back(any);
  }
  return pattern;
}

bool TextPattern::matches(std::string_view text) const {
  if (simple_) {
    switch (anchor_) {
      case Anchor::kWhole:
        return text == literal_;
      case Anchor::kStart:
        return text.starts_with(literal_);
      case Anchor::kEnd:
        return text.ends_with(literal_);
      case Anchor::kAnywhere:
        return find_literal(text, literal_, 0) != std::string_view::npos;
    }
  }
  return find(text).has_value();
}

std::optional<TextMatch> TextPattern::find(std::string_view text) const {
  if (simple_) {
    switch (anchor_) {
      case Anchor::kWhole:
        return text == literal_ ? std::optional(TextMatch{0, text.size()}) : std::nullopt;
      case Anchor::kStart:
        return text.starts_with(literal_) ? std::optional(TextMatch{0, literal_.size()})
                                          : std::nullopt;
      case Anchor::kEnd:
        return text.ends_with(literal_)
                   ? std::optional(TextMatch{text.size() - literal_.size(), literal_.size()})
                   : std::nullopt;
      case Anchor::kAnywhere: {
        std::size_t at = find_literal(text, literal_, 0);
        return at == std::string_view::npos ? std::nullopt
                                            : std::optional(TextMatch{at, literal_.size()});
      }
    }
  }
  // First segment: at the start unless open. Middle ones: leftmost. Last: at the end unless open.
  std::size_t begin = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    bool first = i == 0;
    bool last = i + 1 == segments_.size();
    if (first && !open_start_) {
      auto end = match_segment(segments_[i], text);
      if (!end || (last && !open_end_ && *end != text.size())) {
        return std::nullopt;
      }
      at = *end;
      continue;
    }
    if (last && !open_end_) {
      // The segment must end the text: try each start from the right place on.
      for (std::size_t start = at; start <= text.size();) {
        auto found = find_segment(segments_[i], text, start);
        if (!found) {
          return std::nullopt;
        }
        if (found->position + found->length == text.size()) {
          return TextMatch{first ? found->position : begin,
                           text.size() - (first ? found->position : begin)};
        }
        if (found->position >= text.size()) {
          return std::nullopt;
        }
        start = found->position + code_point_size(text.substr(found->position));
      }
      return std::nullopt;
    }
    auto found = find_segment(segments_[i], text, at);
    if (!found) {
      return std::nullopt;
    }
    if (first) {
      begin = found->position;
    }
    at = found->position + found->length;
  }
  return TextMatch{begin, at - begin};
}

std::optional<std::size_t> TextPattern::match_segment(const Segment& segment,
                                                      std::string_view text) const {
  std::size_t at = 0;
  for (const PatternToken& token : segment.tokens) {
    std::string_view rest = text.substr(at);
    switch (token.part) {
      case PatternPart::kLiteral:
        if (!rest.starts_with(token.text)) {
          return std::nullopt;
        }
        at += token.text.size();
        break;
      case PatternPart::kAnyOne:
        if (rest.empty()) {
          return std::nullopt;
        }
        at += code_point_size(rest);
        break;
      case PatternPart::kDash: {
        std::size_t size = dash_size(rest);
        if (size == 0) {
          return std::nullopt;
        }
        at += size;
        break;
      }
      case PatternPart::kAnyRun:
        break;  // segments hold none
    }
  }
  return at;
}

std::optional<TextMatch> TextPattern::find_segment(const Segment& segment, std::string_view text,
                                                   std::size_t from) const {
  // The longest literal leads. What stands before it has a fixed number of code points, so that the
  // segment's start follows from where the literal lies.
  std::size_t lead = 0;
  for (std::size_t i = 0; i < segment.tokens.size(); ++i) {
    if (segment.tokens[i].text.size() > segment.tokens[lead].text.size()) {
      lead = i;
    }
  }
  std::size_t before = 0;
  for (std::size_t i = 0; i < lead; ++i) {
    const PatternToken& token = segment.tokens[i];
    before += token.part == PatternPart::kLiteral ? count_code_points(token.text) : 1;
  }
  bool has_literal = !segment.tokens.empty() && !segment.tokens[lead].text.empty();
  for (std::size_t at = from; at <= text.size();) {
    std::size_t start = at;
    if (has_literal) {
      at = find_literal(text, segment.tokens[lead].text, at);
      if (at == std::string_view::npos) {
        return std::nullopt;
      }
      start = step_back(text, from, at, before);
    }
    if (start != std::string_view::npos) {
      if (auto size = match_segment(segment, text.substr(start))) {
        return TextMatch{start, *size};
      }
    }
    if (at == text.size()) {
      return std::nullopt;
    }
    at += code_point_size(text.substr(at));
  }
  return std::nullopt;
}

TextPattern::Needle TextPattern::needle() const {
  if (simple_) {
    return {literal_, anchor_};
  }
  Needle best;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const auto& tokens = segments_[i].tokens;
    for (std::size_t k = 0; k < tokens.size(); ++k) {
      if (tokens[k].part == PatternPart::kLiteral && tokens[k].text.size() > best.text.size()) {
        best.text = tokens[k].text;
        best.anchor = i == 0 && k == 0 && !open_start_ ? Anchor::kStart
                      : i + 1 == segments_.size() && k + 1 == tokens.size() && !open_end_
                          ? Anchor::kEnd
                          : Anchor::kAnywhere;
      }
    }
  }
  return best;
}

}  // namespace noroshi

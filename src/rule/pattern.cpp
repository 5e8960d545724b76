#include "rule/pattern.h"

#include <algorithm>

namespace noroshi {

void Pattern::append_text(std::string_view text) {
  if (text.empty()) {
    return;
  }
  if (!tokens.empty() && tokens.back().part == PatternPart::kLiteral) {
    tokens.back().text += text;
  } else {
    tokens.emplace_back(PatternPart::kLiteral, std::string(text));
  }
}

void Pattern::append_code_unit(char unit) {
  append_text(std::string_view(&unit, 1));
}

void Pattern::append_any_run() {
  if (tokens.empty() || tokens.back().part != PatternPart::kAnyRun) {
    tokens.emplace_back(PatternPart::kAnyRun, std::string());
  }
}

void Pattern::append_any_one() {
  tokens.emplace_back(PatternPart::kAnyOne, std::string());
}

void Pattern::append_dash() {
  tokens.emplace_back(PatternPart::kDash, std::string());
}

void Pattern::append(const Pattern& other) {
  for (const PatternToken& token : other.tokens) {
    if (token.part == PatternPart::kLiteral) {
      append_text(token.text);
    } else if (token.part == PatternPart::kAnyRun) {
      append_any_run();
    } else {
      tokens.push_back(token);
    }
  }
}

void Pattern::prepend_any_run() {
  if (tokens.empty() || tokens.front().part != PatternPart::kAnyRun) {
    tokens.emplace(tokens.begin(), PatternPart::kAnyRun, std::string());
  }
}

bool Pattern::is_text() const {
  return std::ranges::all_of(
      tokens, [](const PatternToken& token) { return token.part == PatternPart::kLiteral; });
}

Pattern parse_pattern(std::string_view text) {
  Pattern pattern;
  while (!text.empty()) {
    std::size_t special = text.find_first_of("*?\\");
    if (special == std::string_view::npos) {
      pattern.append_text(text);
      break;
    }
    pattern.append_text(text.substr(0, special));
    char c = text[special];
    text.remove_prefix(special + 1);
    if (c == '*') {
      pattern.append_any_run();
    } else if (c == '?') {
      pattern.append_any_one();
    } else if (!text.empty() && (text[0] == '*' || text[0] == '?' || text[0] == '\\')) {
      pattern.append_code_unit(text[0]);
      text.remove_prefix(1);
    } else {
      pattern.append_code_unit('\\');
    }
  }
  return pattern;
}

Pattern plain_pattern(std::string_view text) {
  Pattern pattern;
  pattern.append_text(text);
  return pattern;
}

std::string to_string(const Pattern& pattern) {
  std::string out;
  for (const PatternToken& token : pattern.tokens) {
    switch (token.part) {
      case PatternPart::kLiteral:
        out += token.text;
        break;
      case PatternPart::kAnyRun:
        out += '*';
        break;
      case PatternPart::kAnyOne:
        out += '?';
        break;
      case PatternPart::kDash:
        out += "{-}";
        break;
    }
  }
  return out;
}

}  // namespace noroshi

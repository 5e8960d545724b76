#include "indicator/stix_pattern.h"

#include <algorithm>

#include "base/ascii.h"

namespace noroshi {
namespace {

constexpr std::size_t kLongestPattern = std::size_t{1} << 20;
constexpr std::size_t kMostComparisons = 100'000;

enum class TokenKind { kEnd, kWord, kText, kOperator, kPunctuation };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;

  [[nodiscard]] bool is(std::string_view word) const {
    return kind == TokenKind::kWord && equal_ignoring_case(text, word);
  }
  [[nodiscard]] bool is(char sign) const {
    return kind == TokenKind::kPunctuation && text[0] == sign;
  }
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  Result<Token> next() {
    while (at_ < text_.size() && is_space(text_[at_])) {
      ++at_;
    }
    if (at_ == text_.size()) {
      return Token{};
    }
    char c = text_[at_];
    if (c == '\'') {
      return Token{TokenKind::kText, TRY(quoted())};
    }
    if (std::string_view("[](),").contains(c)) {
      ++at_;
      return Token{TokenKind::kPunctuation, std::string(1, c)};
    }
    if (is_operator(c)) {
      std::size_t from = at_;
      while (at_ < text_.size() && is_operator(text_[at_])) {
        ++at_;
      }
      return Token{TokenKind::kOperator, std::string(text_.substr(from, at_ - from))};
    }
    return word();
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_operator(char c) { return c == '=' || c == '!' || c == '<' || c == '>'; }

  Result<std::string> quoted() {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'') {
        ++at_;
        return out;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      }
      out += text_[at_];
    }
    return fail(ErrorCode::kInvalidInput, "a quote in its pattern has no end");
  }

  // A path may hold quoted names and indexes: email-message:to_refs[*].value, hashes.'SHA-1'.
  Result<Token> word() {
    Token token{TokenKind::kWord, {}};
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\'' && token.text.ends_with('.')) {
        token.text += TRY(quoted());
      } else if (c == '[' && at_ + 2 < text_.size() && text_.find(']', at_) != text_.npos &&
                 (text_[at_ + 1] == '*' || (text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9'))) {
        at_ = text_.find(']', at_) + 1;
      } else if (is_space(c) || is_operator(c) || std::string_view("[](),'").contains(c)) {
        break;
      } else {
        token.text += c;
        ++at_;
      }
    }
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class PatternReader {
 public:
  explicit PatternReader(std::string_view text) : tokens_(text) {}

  Result<std::vector<StixObservation>> read() {
    TRY(advance());
    while (token_.kind != TokenKind::kEnd) {
      if (token_.is('[')) {
        TRY(read_observation());
      }
      TRY(advance());  // AND, OR, FOLLOWEDBY, parentheses, qualifiers
    }
    if (out_.empty()) {
      return fail(ErrorCode::kInvalidInput, "its pattern has no observation");
    }
    return std::move(out_);
  }

 private:
  Result<void> advance() {
    token_ = TRY(tokens_.next());
    return {};
  }

  Result<void> read_observation() {
    StixObservation& observation = out_.emplace_back();
    TRY(advance());
    while (!token_.is(']')) {
      if (token_.kind == TokenKind::kEnd) {
        return fail(ErrorCode::kInvalidInput, "a bracket in its pattern has no end");
      }
      if (token_.is("AND")) {
        observation.joins_with_and = true;
      } else if (token_.kind == TokenKind::kWord && token_.text.contains(':')) {
        TRY(read_comparison(observation));
        continue;
      } else if (!token_.is('(') && !token_.is(')') && !token_.is("OR") && !token_.is("NOT") &&
                 !token_.is("EXISTS")) {
        return fail(ErrorCode::kInvalidInput, "its pattern has '" + token_.text + "' out of place");
      }
      TRY(advance());
    }
    return {};
  }

  Result<void> read_comparison(StixObservation& observation) {
    if (++comparisons_ > kMostComparisons) {
      return fail(ErrorCode::kLimit, "its pattern has more than 100,000 comparisons");
    }
    StixComparison comparison{.path = token_.text, .operation = {}, .values = {}};
    TRY(advance());
    if (token_.is("NOT")) {
      comparison.operation = "NOT ";
      TRY(advance());
    }
    comparison.operation += token_.text;
    std::ranges::transform(comparison.operation, comparison.operation.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    TRY(advance());
    if (token_.is('(')) {
      for (TRY(advance()); !token_.is(')'); TRY(advance())) {
        if (token_.kind == TokenKind::kEnd || token_.is(']')) {
          return fail(ErrorCode::kInvalidInput, "a list in its pattern has no end");
        }
        if (!token_.is(',')) {
          comparison.values.push_back(token_.text);
        }
      }
      TRY(advance());
    } else if (token_.kind == TokenKind::kText || token_.kind == TokenKind::kWord) {
      comparison.values.push_back(token_.text);
      bool is_prefix = token_.kind == TokenKind::kWord && token_.text.size() == 1;
      TRY(advance());
      if (is_prefix && token_.kind == TokenKind::kText) {  // t'...', h'...', b'...'
        TRY(advance());
        comparison.values.clear();
      }
    }
    observation.comparisons.push_back(std::move(comparison));
    return {};
  }

  Tokens tokens_;
  Token token_;
  std::vector<StixObservation> out_;
  std::size_t comparisons_ = 0;
};

}  // namespace

Result<std::vector<StixObservation>> read_stix_pattern(std::string_view pattern) {
  if (pattern.size() > kLongestPattern) {
    return fail(ErrorCode::kLimit, "its pattern is longer than 1 MiB");
  }
  return PatternReader(pattern).read();
}

}  // namespace noroshi

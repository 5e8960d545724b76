#include "support/oracle/condition.h"

#include "support/oracle/pattern.h"
#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

constexpr int kMaxDepth = 64;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  auto end = [&] {
    if (!word.empty()) {
      words.push_back(word);
      word.clear();
    }
  };
  for (char c : text) {
    if (c == '(' || c == ')' || c == '|') {
      end();
      words.emplace_back(1, c);
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end();
    } else {
      word.push_back(c);
    }
  }
  end();
  return words;
}

class Parser {
 public:
  Parser(std::vector<std::string> words, const std::vector<std::string>& identifiers)
      : words_(std::move(words)), identifiers_(identifiers) {}

  Result<Condition> whole() {
    Condition condition = TRY(alternatives());
    if (at_ != words_.size()) {
      return bad("unexpected '" + words_[at_] + "'");
    }
    return condition;
  }

 private:
  [[nodiscard]] static std::unexpected<Error> bad(std::string message) {
    return fail(ErrorCode::kInvalidInput, "condition: " + std::move(message));
  }

  // Operators may be written in capitals as well.
  [[nodiscard]] bool next_is(std::string_view word, std::size_t ahead = 0) const {
    return at_ + ahead < words_.size() && ascii_lower(words_[at_ + ahead]) == word;
  }

  Result<Condition> alternatives() {
    Condition condition{Condition::Kind::kOr, {}, 0};
    condition.parts.push_back(TRY(conjunction()));
    while (next_is("or")) {
      ++at_;
      condition.parts.push_back(TRY(conjunction()));
    }
    return condition;
  }

  Result<Condition> conjunction() {
    Condition condition{Condition::Kind::kAnd, {}, 0};
    condition.parts.push_back(TRY(negation()));
    while (next_is("and")) {
      ++at_;
      condition.parts.push_back(TRY(negation()));
    }
    return condition;
  }

  Result<Condition> negation() {
    if (++depth_ > kMaxDepth) {
      return bad("nested too deeply");
    }
    Condition condition;
    if (next_is("not")) {
      ++at_;
      condition.kind = Condition::Kind::kNot;
      condition.parts.push_back(TRY(negation()));
    } else {
      condition = TRY(primary());
    }
    --depth_;
    return condition;
  }

  Result<Condition> primary() {
    if (at_ >= words_.size()) {
      return bad("ends too early");
    }
    if (words_[at_] == "(") {
      ++at_;
      Condition inside = TRY(alternatives());
      if (at_ >= words_.size() || words_[at_] != ")") {
        return bad("a parenthesis is not closed");
      }
      ++at_;
      return inside;
    }
    if (next_is("of", 1)) {
      return quantified();
    }
    const std::string& name = words_[at_++];
    for (std::size_t i = 0; i < identifiers_.size(); ++i) {
      if (identifiers_[i] == name) {
        return Condition{Condition::Kind::kIdentifier, {}, i};
      }
    }
    return bad("no search identifier '" + name + "'");
  }

  Result<Condition> quantified() {
    Condition condition;
    if (next_is("1") || next_is("any")) {
      condition.kind = Condition::Kind::kOr;
    } else if (next_is("all")) {
      condition.kind = Condition::Kind::kAnd;
    } else {
      return bad("'" + words_[at_] + " of' is no quantifier");
    }
    at_ += 2;
    if (at_ >= words_.size()) {
      return bad("nothing behind 'of'");
    }
    std::string pattern = next_is("them") ? "*" : words_[at_];
    ++at_;
    Units units;
    for (char c : pattern) {
      if (c == '*') {
        put_run_behind(units);
      } else {
        for (const Unit& unit : literal(code_points(std::string(1, c)))) {
          units.push_back(unit);
        }
      }
    }
    for (std::size_t i = 0; i < identifiers_.size(); ++i) {
      const std::string& name = identifiers_[i];
      bool hidden = name.starts_with('_') && !pattern.starts_with('_');
      if (!hidden && matches(units, code_points(name), CaseRule::kCased)) {
        condition.parts.push_back({Condition::Kind::kIdentifier, {}, i});
      }
    }
    if (condition.parts.empty()) {
      return bad("'" + pattern + "' fits no search identifier");
    }
    return condition;
  }

  std::vector<std::string> words_;
  const std::vector<std::string>& identifiers_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<Condition> parse_condition(std::string_view text,
                                  const std::vector<std::string>& identifiers) {
  return Parser(words_of(text), identifiers).whole();
}

}  // namespace noroshi::oracle

#include "match/regex_facts.h"

#include <algorithm>
#include <bitset>
#include <charconv>
#include <optional>
#include <set>

#include "base/fold.h"
#include "match/regex_class.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxDepth = 100;
constexpr std::size_t kMaxStrings = 32;     // of a finite set
constexpr std::size_t kMaxStringSize = 64;  // bytes
constexpr std::size_t kMaxClauses = 16;
constexpr std::size_t kLeastRun = 8;  // shorter runs rule little out
constexpr std::size_t kMaxLeast = 100'000;

using Strings = std::set<std::string>;
using Clause = std::vector<std::string>;

// What is known of a part of the expression.
struct Part {
  std::size_t least = 0;
  std::optional<Strings> exact;  // the part stands for exactly these
  bool open = false;             // ... and may go on after them (x+ is x, then more)
  std::vector<Clause> clauses;
  std::optional<std::bitset<128>> members;  // the part is one ASCII character of these, folded
  std::vector<RegexFacts::Run> runs;
};

Part anything(std::size_t least) {
  Part part;
  part.least = least;
  return part;
}

Part exactly(std::string text, std::size_t least) {
  Part part;
  part.least = least;
  part.exact = Strings{std::move(text)};
  return part;
}

// A finite set becomes a clause, if each of its strings says something.
void add_clause(const Strings& strings, std::vector<Clause>& clauses) {
  if (strings.empty() || strings.contains("") || clauses.size() >= kMaxClauses) {
    return;
  }
  clauses.emplace_back(strings.begin(), strings.end());
}

std::vector<Clause> clauses_of(const Part& part) {
  std::vector<Clause> clauses = part.clauses;
  if (part.exact) {
    add_clause(*part.exact, clauses);
  }
  return clauses;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<Part> run() {
    auto part = alternatives(0);
    return at_ == text_.size() ? part : std::nullopt;
  }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] char peek() const { return text_[at_]; }
  bool take(std::string_view expected) {
    if (text_.substr(at_).starts_with(expected)) {
      at_ += expected.size();
      return true;
    }
    return false;
  }

  std::optional<Part> alternatives(std::size_t depth) {
    if (depth > kMaxDepth) {
      return std::nullopt;
    }
    std::vector<Part> parts;
    do {
      auto part = sequence(depth);
      if (!part) {
        return std::nullopt;
      }
      parts.push_back(std::move(*part));
    } while (take("|"));
    if (parts.size() == 1) {
      return std::move(parts.front());
    }
    Part joined;
    joined.least = std::min_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                     return a.least < b.least;
                   })->least;
    Strings all;
    bool finite = true;
    for (const Part& part : parts) {
      finite = finite && part.exact && !part.open;
      if (finite) {
        all.insert(part.exact->begin(), part.exact->end());
      }
    }
    if (finite && all.size() <= kMaxStrings) {
      joined.exact = std::move(all);
      return joined;
    }
    // One clause of each alternative, the longest one; together they are a clause of the whole.
    Strings any;
    for (const Part& part : parts) {
      auto clauses = clauses_of(part);
      auto shortest = [](const Clause& clause) {
        return std::min_element(clause.begin(), clause.end(),
                                [](const auto& a, const auto& b) { return a.size() < b.size(); })
            ->size();
      };
      auto best =
          std::max_element(clauses.begin(), clauses.end(),
                           [&](const auto& a, const auto& b) { return shortest(a) < shortest(b); });
      if (best == clauses.end()) {
        return joined;
      }
      any.insert(best->begin(), best->end());
    }
    if (any.size() <= 4 * kMaxStrings) {
      add_clause(any, joined.clauses);
    }
    return joined;
  }

  std::optional<Part> sequence(std::size_t depth) {
    Part whole = exactly("", 0);
    Strings run = {""};
    bool finite = true;
    while (more() && peek() != '|' && peek() != ')') {
      auto part = repeated(depth);
      if (!part) {
        return std::nullopt;
      }
      whole.least = std::min(kMaxLeast, whole.least + part->least);
      whole.clauses.insert(whole.clauses.end(), part->clauses.begin(), part->clauses.end());
      whole.runs.insert(whole.runs.end(), part->runs.begin(), part->runs.end());
      if (part->exact) {
        if (!append(run, *part->exact)) {
          // Too many: what was gathered becomes a clause, and gathering starts over.
          add_clause(run, whole.clauses);
          run = *part->exact;
          finite = false;
        }
        if (!part->open) {
          continue;
        }
        add_clause(run, whole.clauses);
        run = {""};
      } else {
        add_clause(run, whole.clauses);
        run = {""};
      }
      finite = false;
    }
    if (finite) {
      whole.exact = std::move(run);
    } else {
      whole.exact.reset();
      add_clause(run, whole.clauses);
    }
    return whole;
  }

  // run := run x strings, unless that grows too large.
  static bool append(Strings& run, const Strings& strings) {
    if (run.size() * strings.size() > kMaxStrings) {
      return false;
    }
    Strings product;
    for (const std::string& left : run) {
      for (const std::string& right : strings) {
        if (left.size() + right.size() > kMaxStringSize) {
          return false;
        }
        product.insert(left + right);
      }
    }
    run = std::move(product);
    return true;
  }

  std::optional<Part> repeated(std::size_t depth) {
    auto part = atom(depth);
    while (part && more()) {
      std::size_t least = 1;
      std::size_t most = 1;
      if (take("*")) {
        least = 0;
        most = kMaxLeast;
      } else if (take("+")) {
        most = kMaxLeast;
      } else if (take("?")) {
        least = 0;
      } else if (!bounds(least, most)) {
        break;
      }
      take("?");  // lazy: the same language
      if (least == 0 && most == 1 && part->exact && !part->open &&
          part->exact->size() < kMaxStrings) {
        part->exact->insert("");
        part->least = 0;
        continue;
      }
      if (least == 1 && most == 1) {
        continue;
      }
      Part again = anything(std::min(kMaxLeast, part->least * least));
      if (least > 0) {
        again.runs = part->runs;
      }
      if (part->members && least >= kLeastRun && least < kMaxLeast) {
        again.runs.push_back({*part->members, least});
      }
      if (least > 0 && part->exact) {
        again.exact = std::move(part->exact);
        again.open = true;
      } else if (least > 0) {
        again.clauses = clauses_of(*part);
      }
      part = std::move(again);
    }
    return part;
  }

  // {n}, {n,}, {n,m}; anything else in braces is literal.
  bool bounds(std::size_t& least, std::size_t& most) {
    std::size_t end = text_.find('}', at_);
    if (peek() != '{' || end == std::string_view::npos) {
      return false;
    }
    std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    std::size_t comma = inside.find(',');
    auto number = [](std::string_view digits, std::size_t& value) {
      auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return error == std::errc{} && stop == digits.data() + digits.size();
    };
    if (!number(inside.substr(0, comma), least)) {
      return false;
    }
    if (comma == std::string_view::npos) {
      most = least;
    } else if (comma + 1 == inside.size()) {
      most = kMaxLeast;
    } else if (!number(inside.substr(comma + 1), most)) {
      return false;
    }
    at_ = end + 1;
    return true;
  }

  std::optional<Part> atom(std::size_t depth) {
    char c = peek();
    if (c == '(') {
      return group(depth);
    }
    if (c == '[') {
      return character_class();
    }
    ++at_;
    switch (c) {
      case '.':
        return anything(1);
      case '^':
      case '$':
        return exactly("", 0);
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        return std::nullopt;
      default:
        break;
    }
    // A whole code point.
    std::size_t start = at_ - 1;
    while (more() && (static_cast<unsigned char>(peek()) & 0xc0) == 0x80) {
      ++at_;
    }
    return exactly(fold(text_.substr(start, at_ - start)), 1);
  }

  std::optional<Part> group(std::size_t depth) {
    take("(");
    if (take("?")) {
      // Flags: letters, perhaps a minus, then ':' or ')'. Names and look-arounds are not known
      // here.
      std::size_t end = text_.find_first_not_of("imsU-", at_);
      if (end == std::string_view::npos || (text_[end] != ':' && text_[end] != ')')) {
        return std::nullopt;
      }
      at_ = end + 1;
      if (text_[end] == ')') {
        return exactly("", 0);
      }
    }
    auto inside = alternatives(depth + 1);
    return inside && take(")") ? inside : std::nullopt;
  }

  std::optional<Part> escape() {
    if (!more()) {
      return std::nullopt;
    }
    char c = text_[at_++];
    switch (c) {
      case 'd':
      case 'D':
      case 'w':
      case 'W':
      case 's':
      case 'S':
        return anything(1);
      case 'b':
      case 'B':
      case 'A':
      case 'z':
        return exactly("", 0);
      case 'n':
        return exactly("\n", 1);
      case 't':
        return exactly("\t", 1);
      case 'r':
        return exactly("\r", 1);
      default:
        break;
    }
    bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_word || static_cast<unsigned char>(c) >= 0x80) {
      return std::nullopt;
    }
    return exactly(std::string(1, c), 1);
  }

  // Small classes of ASCII stand for their characters; others say what a run of them is made of.
  std::optional<Part> character_class() {
    auto found = take_regex_class(text_, at_);
    if (!found) {
      return std::nullopt;
    }
    Part part = anything(1);
    if (found->beyond_ascii) {
      return part;
    }
    constexpr std::size_t kSmall = 8;
    const std::bitset<128>& set = found->members;
    if (set.count() <= kSmall) {
      part.exact.emplace();
      for (std::size_t c = 0; c < set.size(); ++c) {
        if (set[c]) {
          part.exact->insert(std::string(1, static_cast<char>(c)));
        }
      }
    }
    part.members = set;
    return part;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

RegexFacts find_regex_facts(std::string_view expression) {
  RegexFacts facts;
  auto part = Parser(expression).run();
  if (!part) {
    return facts;
  }
  facts.least_length = part->least;
  facts.clauses = clauses_of(*part);
  facts.runs = std::move(part->runs);
  return facts;
}

}  // namespace noroshi

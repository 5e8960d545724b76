#include "rule/condition.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/message.h"

namespace noroshi {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_parenthesis(char c) {
  return c == '(' || c == ')';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool equal_folded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

// Whether `name` fits `pattern`, in which `*` stands for any characters. Greedy with one point of
// return: at most pattern times name steps.
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

Result<void> refuse_aggregation(RuleDraft& draft, const YamlNode& condition) {
  auto check = [&](const YamlNode& node) -> Result<void> {
    if (node.is_scalar() && node.text.find('|') != std::string::npos) {
      draft.line = node.line;
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the condition '{}' aggregates in the form of Sigma 1, which this "
                              "version does not run; write it as a correlation document",
                              node.text));
    }
    return {};
  };
  TRY(check(condition));
  for (const YamlNode& entry : condition.items) {
    TRY(check(entry));
  }
  return {};
}

std::unexpected<Error> ConditionReader::refuse(std::string_view message) const {
  if (at_end()) {
    return fail(ErrorCode::kInvalidInput, tr_format("{0}, at the end of the condition", message));
  }
  const Word& word = words_[next_];
  return fail(ErrorCode::kInvalidInput, tr_format("{0}, at '{1}' (character {2} of the condition)",
                                                  message, word.text, word.at + 1));
}

Result<void> ConditionReader::split(std::string_view text) {
  words_.clear();
  next_ = 0;
  if (text.size() > kMaxConditionLength) {
    return fail(ErrorCode::kLimit,
                fmt::format("the condition is longer than {} bytes; shorten it with '1 of' and "
                            "'all of'",
                            kMaxConditionLength));
  }
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (!is_parenthesis(text[i]) && end < text.size() && !is_space(text[end]) &&
           !is_parenthesis(text[end])) {
      ++end;
    }
    words_.push_back({text.substr(i, end - i), i});
    i = end;
  }
  return {};
}

bool ConditionReader::is_selection(std::string_view name) const {
  return std::ranges::any_of(draft_.rule.selections,
                             [&](const Selection& each) { return each.name == name; });
}

bool ConditionReader::is_keyword(std::string_view keyword, std::size_t ahead) const {
  if (next_ + ahead >= words_.size()) {
    return false;
  }
  std::string_view word = words_[next_ + ahead].text;
  // A selection may be called NOT; the keyword is `not`.
  return word == keyword || (equal_folded(word, keyword) && !is_selection(word));
}

void ConditionReader::take_keyword(std::string_view keyword) {
  std::string_view word = words_[next_++].text;
  if (word != keyword) {
    draft_.warn(
        fmt::format("write '{}' for '{}': the words of a condition are lower case", keyword, word));
  }
}

Result<RuleNode> ConditionReader::read(std::string_view text) {
  TRY(split(text));
  RuleNode root = TRY(expression(0));
  if (!at_end()) {
    return refuse(tr("'and', 'or' or the end was expected"));
  }
  return root;
}

Result<RuleNode> ConditionReader::chain(NodeKind kind, std::string_view operator_name, int depth) {
  std::vector<RuleNode> children;
  while (true) {
    children.push_back(TRY(kind == NodeKind::kOr ? conjunction(depth) : negation(depth)));
    if (!is_keyword(operator_name)) {
      break;
    }
    take_keyword(operator_name);
  }
  if (children.size() == 1) {
    return std::move(children.front());
  }
  return RuleNode{.kind = kind, .children = std::move(children)};
}

Result<RuleNode> ConditionReader::expression(int depth) {
  if (depth > kMaxConditionDepth) {
    return fail(ErrorCode::kLimit,
                fmt::format("the condition nests deeper than {} levels", kMaxConditionDepth));
  }
  return chain(NodeKind::kOr, "or", depth);
}

Result<RuleNode> ConditionReader::conjunction(int depth) {
  return chain(NodeKind::kAnd, "and", depth);
}

Result<RuleNode> ConditionReader::negation(int depth) {
  std::size_t nots = 0;
  while (is_keyword("not")) {
    take_keyword("not");
    ++nots;
  }
  RuleNode node = TRY(primary(depth));
  if (nots % 2 == 0) {  // `not not x` is x
    return node;
  }
  if (node.kind == NodeKind::kNot) {  // `not (not x)` too
    RuleNode inner = std::move(node.children.front());
    return inner;
  }
  RuleNode negated{.kind = NodeKind::kNot};
  negated.children.push_back(std::move(node));
  return negated;
}

Result<RuleNode> ConditionReader::primary(int depth) {
  if (at_end()) {
    return refuse(tr("the name of a selection was expected"));
  }
  if (words_[next_].text == "(") {
    ++next_;
    RuleNode inner = TRY(expression(depth + 1));
    if (at_end() || words_[next_].text != ")") {
      return refuse(tr("')' was expected"));
    }
    ++next_;
    return inner;
  }
  if (is_keyword("of", 1)) {
    Word quantifier = words_[next_];
    return quantified(quantifier);
  }
  if (words_[next_].text == ")" || is_keyword("and") || is_keyword("or")) {
    return refuse(tr("the name of a selection was expected"));
  }
  Word name = words_[next_];
  return named(name);
}

RuleNode ConditionReader::selection(std::size_t index) {
  used_[index] = true;
  return {.kind = NodeKind::kSelection, .index = static_cast<std::uint32_t>(index)};
}

Result<RuleNode> ConditionReader::named(const Word& name) {
  const auto& selections = draft_.rule.selections;
  auto found = std::ranges::find(selections, name.text, &Selection::name);
  if (found == selections.end()) {
    if (name.text.find('*') != std::string_view::npos) {
      return refuse(tr("a pattern needs '1 of' or 'all of' before it"));
    }
    return refuse(tr("there is no such selection; correct the name or add it under 'detection'"));
  }
  ++next_;
  return selection(static_cast<std::size_t>(found - selections.begin()));
}

Result<RuleNode> ConditionReader::quantified(const Word& quantifier) {
  RuleNode node;
  if (is_keyword("all")) {
    node.kind = NodeKind::kAnd;
    take_keyword("all");
  } else if (quantifier.text == "1") {
    node.kind = NodeKind::kOr;
    ++next_;
  } else if (is_keyword("any")) {
    node.kind = NodeKind::kOr;
    take_keyword("any");
  } else {
    return refuse(tr("only '1 of', 'any of' and 'all of' are known"));
  }
  take_keyword("of");
  if (at_end() || is_parenthesis(words_[next_].text[0])) {
    return refuse(tr("'them' or a pattern was expected after 'of'"));
  }
  bool is_them = is_keyword("them");
  std::string_view pattern = is_them ? std::string_view("*") : words_[next_].text;
  bool shows_hidden = pattern.starts_with('_');
  const auto& selections = draft_.rule.selections;
  lookups_ += selections.size();
  if (lookups_ > kMaxLookups) {
    return fail(ErrorCode::kLimit,
                "the conditions hold too many patterns for so many selections; "
                "split the rule");
  }
  for (std::size_t i = 0; i < selections.size(); ++i) {
    const std::string& name = selections[i].name;
    if ((!name.starts_with('_') || shows_hidden) && fits(pattern, name)) {
      node.children.push_back(selection(i));
    }
  }
  if (node.children.empty()) {
    return refuse(is_them ? tr("there is no selection for 'them'")
                          : tr("the pattern fits no selection; correct it or add one"));
  }
  if (is_them) {
    take_keyword("them");
  } else {
    ++next_;
  }
  if (node.children.size() == 1) {
    return std::move(node.children.front());
  }
  return node;
}

}  // namespace noroshi

#include "match/regex.h"

#include <charconv>

#include <re2/re2.h>

#include "base/utf.h"
#include "match/literal_scanner.h"

namespace noroshi {

struct Regex::Program {
  Program(const std::string& text, const re2::RE2::Options& options) : expression(text, options) {}
  re2::RE2 expression;
};

Regex::Regex() = default;
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

namespace {

// `.{n,}`, with or without anchors that do not change a search: the length test that rules write as
// a regular expression. RE2 needs hundreds of microseconds for a counter of a thousand.
std::size_t run_length(std::string_view text) {
  if (text.starts_with('^')) {
    text.remove_prefix(1);
  }
  if (!text.starts_with(".{") || !text.ends_with(",}")) {
    return 0;
  }
  text = text.substr(2, text.size() - 4);
  std::size_t count = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() ? count : 0;
}

// Whether some line (or, with `^` and no multi-line flag, the first) has `least` code points. An
// anchored and an open search for `.{n,}` differ only in which lines count.
bool has_run(std::string_view text, std::size_t least, bool first_only, bool over_newlines) {
  if (over_newlines) {
    return count_code_points(text) >= least;
  }
  for (;;) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.size() >= least && count_code_points(line) >= least) {
      return true;
    }
    if (first_only || end == std::string_view::npos) {
      return false;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Result<Regex> Regex::make(const RegexLiteral& literal) {
  Regex made;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  options.set_case_sensitive(!literal.ignore_case);
  options.set_dot_nl(literal.dot_matches_newline);
  // RE2 takes multi-line from the expression itself outside POSIX mode.
  std::string text = literal.multi_line ? "(?m)" + literal.text : literal.text;
  made.program_ = std::make_unique<Program>(text, options);
  if (!made.program_->expression.ok()) {
    return fail(ErrorCode::kUnsupported,
                "the regular expression '" + literal.text +
                    "' cannot be used: " + made.program_->expression.error());
  }
  made.facts_ = find_regex_facts(literal.text);
  // Of the clauses the one that is seen most seldom.
  double best = 1e9;
  for (const auto& clause : made.facts_.clauses) {
    double frequency = 0;
    for (const std::string& needle : clause) {
      frequency += estimated_frequency(needle, Anchor::kAnywhere);
    }
    if (frequency < best) {
      best = frequency;
      made.needles_ = clause;
    }
  }
  if (!literal.multi_line && !literal.ignore_case) {
    made.only_run_ = run_length(literal.text);
  }
  return made;
}

bool Regex::matches(std::string_view text) const {
  if (only_run_ != 0) {
    const auto& pattern = program_->expression.pattern();
    return has_run(text, only_run_, pattern.starts_with('^'),
                   program_->expression.options().dot_nl());
  }
  return re2::RE2::PartialMatch(text, program_->expression);
}

std::optional<TextMatch> Regex::find(std::string_view text) const {
  re2::StringPiece found;
  if (!program_->expression.Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
    return std::nullopt;
  }
  return TextMatch{static_cast<std::size_t>(found.data() - text.data()), found.size()};
}

}  // namespace noroshi

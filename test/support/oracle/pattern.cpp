#include "support/oracle/pattern.h"

#include <algorithm>

#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

constexpr Unit kRun{UnitKind::kAnyRun, 0, 0};

Unit character(char32_t c) {
  return {UnitKind::kChar, c, fold(c)};
}

constexpr std::u32string_view kDashes = U"-/\u2013\u2014\u2015";

bool holds(const Unit& unit, char32_t c, CaseRule rule) {
  switch (unit.kind) {
    case UnitKind::kChar:
      return c == (rule == CaseRule::kCased ? unit.c : unit.folded);
    case UnitKind::kDash:
      return kDashes.find(c) != std::u32string_view::npos;
    case UnitKind::kAnyOne:
      return true;
    case UnitKind::kAnyRun:
      return false;
  }
  return false;
}

}  // namespace

Units parse_pattern(std::string_view text) {
  Units units;
  std::u32string chars = code_points(text);
  for (std::size_t i = 0; i < chars.size(); ++i) {
    char32_t c = chars[i];
    char32_t next = i + 1 < chars.size() ? chars[i + 1] : U'\0';
    if (c == U'\\' && (next == U'*' || next == U'?' || next == U'\\')) {
      units.push_back(character(next));
      ++i;
    } else if (c == U'*') {
      put_run_behind(units);
    } else if (c == U'?') {
      units.push_back({UnitKind::kAnyOne, 0, 0});
    } else {
      units.push_back(character(c));
    }
  }
  return units;
}

Units literal(std::u32string_view text) {
  Units units;
  for (char32_t c : text) {
    units.push_back(character(c));
  }
  return units;
}

bool has_wildcard(const Units& units) {
  return std::ranges::any_of(units, [](const Unit& unit) {
    return unit.kind == UnitKind::kAnyRun || unit.kind == UnitKind::kAnyOne;
  });
}

void put_run_in_front(Units& units) {
  if (units.empty() || units.front() != kRun) {
    units.insert(units.begin(), kRun);
  }
}

void put_run_behind(Units& units) {
  if (units.empty() || units.back() != kRun) {
    units.push_back(kRun);
  }
}

void free_dashes(Units& units) {
  const Units before = units;
  auto word_at = [&before](std::size_t i) {
    return i < before.size() && before[i].kind == UnitKind::kChar && is_word(before[i].c);
  };
  for (std::size_t i = 0; i < units.size(); ++i) {
    bool dash = before[i].kind == UnitKind::kChar && (before[i].c == U'-' || before[i].c == U'/');
    if (dash && (i == 0 || !word_at(i - 1)) && word_at(i + 1)) {
      units[i] = {UnitKind::kDash, 0, 0};
    }
  }
}

std::vector<std::u32string> texts_of(const Units& units) {
  std::vector<std::u32string> texts(1);
  for (const Unit& unit : units) {
    std::vector<std::u32string> longer;
    for (const std::u32string& text : texts) {
      if (unit.kind == UnitKind::kChar) {
        longer.push_back(text + unit.c);
        continue;
      }
      for (char32_t dash : kDashes) {
        longer.push_back(text + dash);
      }
    }
    texts = std::move(longer);
  }
  return texts;
}

// The text book way: walk both, and on a mismatch let the last run swallow one character more.
bool matches(const Units& units, std::u32string_view text, CaseRule rule) {
  std::size_t u = 0;
  std::size_t t = 0;
  std::size_t run = units.size();  // where the last run stands; none yet
  std::size_t resume = 0;          // the text position up to which it has swallowed
  while (t < text.size()) {
    if (u < units.size() && units[u].kind == UnitKind::kAnyRun) {
      run = u++;
      resume = t;
    } else if (u < units.size() && holds(units[u], text[t], rule)) {
      ++u;
      ++t;
    } else if (run < units.size()) {
      u = run + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (u < units.size() && units[u].kind == UnitKind::kAnyRun) {
    ++u;
  }
  return u == units.size();
}

}  // namespace noroshi::oracle

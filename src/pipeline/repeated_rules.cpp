// Two packs often hold the same rule: a release and its later one, SigmaHQ's and one made from it.
// Both would hold on the same records and count everything twice, so one is used:
//
//   a.zip  id 1 modified 2025-01-01    b.zip  id 1 modified 2026-02-03   -> that of b.zip, and said
//   a.zip  id 2 (same bytes)           b.zip  id 2                       -> one, and counted
//
// Within one pack an id twice is a slip of its authors; both rules may be needed, so both run.
#include "pipeline/repeated_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"

namespace noroshi {
namespace {

using Places = std::vector<std::size_t>;  // of rules with one id, in order

std::string date_text(const std::string& date) {
  return date.empty() ? "without a date" : "of " + date;
}

void warn(RulePack& pack, const Rule& rule, std::string message) {
  pack.problems.push_back(
      {ProblemKind::kWarning, rule.file, rule.line, rule.id, rule.title, std::move(message)});
}

// The pack whose rule is used.
std::size_t winner_of(const std::vector<LoadedRule>& rules, const Places& places) {
  std::size_t best = places.front();
  std::string best_date = date_of(*rules[best].rule);
  for (std::size_t place : places) {
    std::string date = date_of(*rules[place].rule);
    if (date > best_date) {
      best = place;
      best_date = std::move(date);
    }
  }
  return rules[best].pack;
}

void decide(const std::vector<LoadedRule>& rules, const Places& places,
            const std::vector<std::string>& names, std::vector<bool>& is_left_out, RulePack& pack) {
  std::size_t winner = winner_of(rules, places);
  const LoadedRule* first = nullptr;  // of the pack that is used
  for (std::size_t place : places) {
    if (rules[place].pack == winner) {
      if (first != nullptr) {
        warn(pack, *rules[place].rule,
             fmt::format("the id {} is also that of {}:{}; give each rule an id of its own",
                         rules[place].rule->id, first->rule->file, first->rule->line));
      } else {
        first = &rules[place];
      }
    }
  }
  for (std::size_t place : places) {
    const LoadedRule& other = rules[place];
    if (other.pack == winner) {
      continue;
    }
    is_left_out[place] = true;
    ++pack.repeated;
    if (other.content != first->content) {
      warn(pack, *other.rule,
           fmt::format("{} has the same rule, {}, with other content; it is used, and this one, "
                       "{}, is not",
                       names[winner], date_text(date_of(*first->rule)),
                       date_text(date_of(*other.rule))));
    }
  }
}

}  // namespace

void keep_one_of_each(std::vector<LoadedRule> rules, const std::vector<std::string>& names,
                      RulePack& pack) {
  std::unordered_map<std::string, Places> by_id;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].rule->id.empty()) {
      by_id[ascii_lowered(rules[i].rule->id)].push_back(i);
    }
  }
  std::vector<bool> is_left_out(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto found = by_id.find(ascii_lowered(rules[i].rule->id));
    if (found != by_id.end() && found->second.size() > 1 && found->second.front() == i) {
      decide(rules, found->second, names, is_left_out, pack);
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!is_left_out[i]) {
      PackFigures& figures = pack.packs[rules[i].pack];
      ++figures.rules;
      figures.newest = std::max(figures.newest, date_of(*rules[i].rule));
      pack.rules.push_back(std::move(rules[i].rule));
    }
  }
}

}  // namespace noroshi

#include "report/hunt_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/message.h"
#include "base/timezone.h"

namespace noroshi {
namespace {

constexpr std::size_t kHostsShown = 10;
constexpr std::size_t kDaysShown = 5;

void add_counts(LevelCounts& mine, const LevelCounts& theirs) {
  for (std::size_t i = 0; i < kLevels; ++i) {
    mine[i] += theirs[i];
  }
}

}  // namespace

std::string levels_text(const LevelCounts& counts) {
  std::string out;
  for (std::size_t level = kLevels; level-- > 0;) {
    if (counts[level] > 0) {
      out += out.empty() ? "" : tr(", ");
      out += tr_format("{0} {1}", counts[level], level_name(static_cast<RuleLevel>(level)));
    }
  }
  return out.empty() ? std::string(tr("none")) : out;
}

void HuntSummary::add(std::string_view host, Time time, const LevelCounts& counts) {
  add_counts(by_level_, counts);
  if (LevelCounts* mine = hosts_.find_or_add(host)) {
    add_counts(*mine, counts);
  }
  if (std::uint64_t* count = days_.find_or_add(display_zone().day_of(time))) {
    *count += std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  }
}

void HuntSummary::merge(const HuntSummary& other) {
  add_counts(by_level_, other.by_level_);
  hosts_.merge(other.hosts_,
               [](LevelCounts& mine, const LevelCounts& theirs) { add_counts(mine, theirs); });
  days_.merge(other.days_, [](std::uint64_t& mine, std::uint64_t theirs) { mine += theirs; });
}

std::uint64_t HuntSummary::detections() const {
  return std::accumulate(by_level_.begin(), by_level_.end(), std::uint64_t{0});
}

bool HuntSummary::reaches(RuleLevel level) const {
  return std::any_of(by_level_.begin() + static_cast<std::ptrdiff_t>(level), by_level_.end(),
                     [](std::uint64_t count) { return count > 0; });
}

void HuntSummary::append(const TerminalStyle& style, std::string& out) const {
  out += tr_format("Detections  {0}: {1}\n", detections(), levels_text(by_level_));
  if (detections() == 0) {
    return;
  }
  std::vector<std::pair<std::string_view, const LevelCounts*>> hosts;
  for (const auto& [host, counts] : hosts_.entries()) {
    hosts.emplace_back(host, &counts);
  }
  // Worst level first: counts are compared from critical down.
  std::ranges::stable_sort(hosts, [](const auto& a, const auto& b) {
    return std::lexicographical_compare(b.second->rbegin(), b.second->rend(), a.second->rbegin(),
                                        a.second->rend());
  });
  out += hosts_.overflowed() ? tr_format("Hosts       more than {0}\n", hosts.size())
                             : tr_format("Hosts       {0}\n", hosts.size());
  for (std::size_t i = 0; i < std::min(hosts.size(), kHostsShown); ++i) {
    std::string_view name = hosts[i].first.empty() ? tr("(no name)") : hosts[i].first;
    out += fmt::format("  {}: {}\n", fit(name, 60, style.lines), levels_text(*hosts[i].second));
  }
  std::vector<std::pair<std::int64_t, std::uint64_t>> days(days_.entries().begin(),
                                                           days_.entries().end());
  std::ranges::stable_sort(days, [](const auto& a, const auto& b) { return a.second > b.second; });
  out += tr("Busy days   ");
  for (std::size_t i = 0; i < std::min(days.size(), kDaysShown); ++i) {
    std::string day;
    append_day(days[i].first, day);
    out += fmt::format("{}{} ({})", i == 0 ? "" : ", ", day, days[i].second);
  }
  out += '\n';
}

}  // namespace noroshi

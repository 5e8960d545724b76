#include "report/rule_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/message.h"
#include "base/timezone.h"

namespace noroshi {
namespace {

constexpr std::size_t kLevelWidth = 13;  // "informational"
constexpr std::size_t kCountWidth = 8;
constexpr std::size_t kIndent = kLevelWidth + 1 + kCountWidth + 2;
constexpr std::size_t kSmallestWidth = 60;
constexpr std::size_t kDetailLines = 4;
constexpr std::size_t kHostsNamed = 4;

// To the second: the table is for reading, the other formats are exact.
std::string short_time(Time time) {
  std::string text;
  append_short_time(time, display_zone(), text);
  return text;
}

std::string rule_line(const TerminalStyle& style, std::size_t width) {
  std::string out;
  for (std::size_t i = 0; i < width; ++i) {
    out += style.lines == Lines::kUnicode ? "\u2500" : "-";
  }
  return out + '\n';
}

}  // namespace

bool RuleTable::wants_details(const FoundDetection& detection) const {
  auto entry = entries_.find(detection.rule_number);
  const Origin& place = detection.record->origins.front();
  return entry == entries_.end() ||
         std::tie(place.source, place.offset) <
             std::tie(entry->second.sample_source, entry->second.sample_offset);
}

void RuleTable::add(const FoundDetection& detection) {
  const Record& record = *detection.record;
  const Origin& place = record.origins.front();
  bool is_sample = wants_details(detection);
  Entry& entry = entries_[detection.rule_number];
  bool is_first = entry.count == 0;
  ++entry.count;
  entry.first = is_first ? record.time : std::min(entry.first, record.time);
  entry.last = is_first ? record.time : std::max(entry.last, record.time);
  entry.hosts.find_or_add(detection.host);
  if (is_sample) {
    entry.sample_source = place.source;
    entry.sample_offset = place.offset;
    entry.sample = detection.details;
  }
}

void RuleTable::merge(const RuleTable& other) {
  for (const auto& [rule, theirs] : other.entries_) {
    Entry& mine = entries_[rule];
    if (mine.count == 0) {
      mine = theirs;
      continue;
    }
    mine.count += theirs.count;
    mine.first = std::min(mine.first, theirs.first);
    mine.last = std::max(mine.last, theirs.last);
    mine.hosts.merge(theirs.hosts, [](Nothing&, const Nothing&) {});
    if (std::tie(theirs.sample_source, theirs.sample_offset) <
        std::tie(mine.sample_source, mine.sample_offset)) {
      mine.sample_source = theirs.sample_source;
      mine.sample_offset = theirs.sample_offset;
      mine.sample = theirs.sample;
    }
  }
}

void RuleTable::append_entry(std::uint32_t rule, const TerminalStyle& style,
                             std::string& out) const {
  const Entry& entry = entries_.at(rule);
  std::size_t room = std::max(style.width, kSmallestWidth) - kIndent;
  out += level_text(rules_[rule]->level, kLevelWidth, style.colour);
  out += fmt::format(" {:>{}}  ", entry.count, kCountWidth);
  out += style.colour == Colour::kYes ? "\x1b[1m" : "";
  out += fit(rules_[rule]->title, room, style.lines);
  out += style.colour == Colour::kYes ? "\x1b[0m\n" : "\n";

  std::string where = entry.last == entry.first ? short_time(entry.first)
                                                : tr_format("{0} to {1}", short_time(entry.first),
                                                            short_time(entry.last));
  std::string hosts;
  std::size_t named = 0;
  for (const auto& [host, nothing] : entry.hosts.entries()) {
    if (named++ == kHostsNamed) {
      break;
    }
    hosts += named == 1 ? "" : tr(", ");
    hosts += host.empty() ? tr("(no name)") : std::string_view(host);
  }
  if (std::size_t all = entry.hosts.entries().size(); all > kHostsNamed) {
    hosts += entry.hosts.overflowed() ? tr_format(" and at least {0} more", all - kHostsNamed)
                                      : tr_format(" and {0} more", all - kHostsNamed);
  }
  where += tr_format("  on {0}", hosts);
  for (const std::string& line : wrap(where, room, 2, style.lines)) {
    out.append(kIndent, ' ');
    out += line + '\n';
  }
  for (const std::string& line : wrap(entry.sample, room, kDetailLines, style.lines)) {
    out.append(kIndent, ' ');
    out += line + '\n';
  }
}

void RuleTable::append(const TerminalStyle& style, std::string& out) const {
  std::vector<std::uint32_t> order;
  std::uint64_t detections = 0;
  for (const auto& [rule, entry] : entries_) {
    order.push_back(rule);
    detections += entry.count;
  }
  if (order.empty()) {
    out += tr("No detections.\n");
    return;
  }
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(rules_[b]->level, entries_.at(b).count, std::string_view(rules_[a]->title),
                      a) < std::tuple(rules_[a]->level, entries_.at(a).count,
                                      std::string_view(rules_[b]->title), b);
  });
  std::size_t width = std::max(style.width, kSmallestWidth);
  out += pad(tr("Level"), kLevelWidth) + ' ';
  out.append(kCountWidth - std::min(kCountWidth, display_width(tr("Count"))), ' ');
  out += fmt::format("{}  {}\n", tr("Count"), tr("Rule; when and where; an example"));
  out += rule_line(style, width);
  for (std::uint32_t rule : order) {
    append_entry(rule, style, out);
  }
  out += rule_line(style, width);
  if (language() != Language::kEnglish) {
    out += tr_format("{0} detections by {1} rules\n", detections, order.size());
    return;
  }
  out += fmt::format("{} detection{} by {} rule{}\n", detections, detections == 1 ? "" : "s",
                     order.size(), order.size() == 1 ? "" : "s");
}

}  // namespace noroshi

#include "report/explanation_text.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/timezone.h"
#include "base/utf.h"
#include "event/value_text.h"
#include "report/found_detection.h"

namespace noroshi {
namespace {

constexpr std::size_t kLongestText = 300;

std::string shown(std::string_view text) {
  std::string out;
  append_visible(text.substr(0, utf8_prefix(text, kLongestText)), out);
  if (text.size() > kLongestText) {
    out += fmt::format("... ({} bytes)", text.size());
  }
  return out;
}

std::string_view mark(bool holds) {
  return holds ? "yes" : " no";
}

void append_leaf(const LeafOutcome& leaf, std::string& out) {
  out += fmt::format("      {}  {}", mark(leaf.holds),
                     leaf.field.empty() ? "(any value)" : shown(leaf.field));
  if (!leaf.modifiers.empty()) {
    out += "|" + shown(leaf.modifiers);
  }
  out += ": " + shown(leaf.pattern) + "\n";
  if (!leaf.field.empty()) {
    out += leaf.has_value ? "             has: " + shown(leaf.value) + "\n"
                          : std::string("             the record has no such field\n");
  }
}

void append_view(const RuleSet& rules, const Explanation& explanation, std::string& out) {
  out += fmt::format("  view {}: {}\n", rules.views().name(explanation.view),
                     explanation.holds ? "holds" : "does not hold");
  out += fmt::format("    {}  log source: {}\n", mark(explanation.in_view),
                     shown(explanation.log_source));
  for (const auto& [name, held] : explanation.selections) {
    out += fmt::format("    {}  {}\n", mark(held), shown(name));
    for (const LeafOutcome& leaf : explanation.leaves) {
      if (leaf.selection == name) {
        append_leaf(leaf, out);
      }
    }
  }
}

}  // namespace

void append_explanation(const RuleSet& rules, const Record& record, std::string_view file,
                        std::span<const Explanation> explanations, std::string& out) {
  std::string time;
  append_iso(record.time, display_zone(), time);
  out += fmt::format("record {} at {} on {}, {} {}, {} byte {}\n", record.id, time,
                     shown(to_text(record.field(WellKnown::kComputer))),
                     shown(to_text(record.field(WellKnown::kChannel))),
                     shown(to_text(record.field(WellKnown::kEventId))), shown(file),
                     record.origins.front().offset);
  if (explanations.empty()) {
    out += "  no view of this program stands for the rule's log source\n\n";
    return;
  }
  const Rule& rule = *rules.rules()[explanations.front().rule];
  out += fmt::format("rule {} ({})\n", shown(rule.title), shown(rule_key(rule)));
  for (const Explanation& explanation : explanations) {
    append_view(rules, explanation, out);
  }
  out += '\n';
}

}  // namespace noroshi

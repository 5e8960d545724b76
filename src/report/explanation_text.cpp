#include "report/explanation_text.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/message.h"
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
    out += tr_format("... ({0} bytes)", text.size());
  }
  return out;
}

std::string_view mark(bool holds) {
  if (language() != Language::kEnglish) {
    return holds ? "  ○" : "  ×";
  }
  return holds ? "yes" : " no";
}

void append_leaf(const LeafOutcome& leaf, std::string& out) {
  out += fmt::format("      {}  {}", mark(leaf.holds),
                     leaf.field.empty() ? std::string(tr("(any value)")) : shown(leaf.field));
  if (!leaf.modifiers.empty()) {
    out += "|" + shown(leaf.modifiers);
  }
  out += ": " + shown(leaf.pattern) + "\n";
  if (!leaf.field.empty()) {
    out += leaf.has_value ? "             " + tr_format("has: {0}", shown(leaf.value)) + "\n"
                          : "             " + tr_format("the record has no such field") + "\n";
  }
}

void append_view(const RuleSet& rules, const Explanation& explanation, std::string& out) {
  out += "  " + tr_format("view {0}: {1}\n", rules.views().name(explanation.view),
                          explanation.holds ? tr("holds") : tr("does not hold"));
  out += fmt::format("    {}  ", mark(explanation.in_view)) +
         tr_format("log source: {0}\n", shown(explanation.log_source));
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
  out += tr_format("record {0} at {1} on {2}, {3} {4}, {5} byte {6}\n", record.id, time,
                   shown(to_text(record.field(WellKnown::kComputer))),
                   shown(to_text(record.field(WellKnown::kChannel))),
                   shown(to_text(record.field(WellKnown::kEventId))), shown(file),
                   record.origins.front().offset);
  if (explanations.empty()) {
    out += tr("  no view of this program stands for the rule's log source\n\n");
    return;
  }
  const Rule& rule = *rules.rules()[explanations.front().rule];
  out += tr_format("rule {0} ({1})\n", shown(rule.title), shown(rule_key(rule)));
  for (const Explanation& explanation : explanations) {
    append_view(rules, explanation, out);
  }
  out += '\n';
}

}  // namespace noroshi

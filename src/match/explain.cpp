// Leaf by leaf, why a rule holds on a record or does not.
#include <algorithm>

#include "event/value_text.h"
#include "match/matcher.h"
#include "match/matcher_implementation.h"

namespace noroshi {
namespace {

std::string described(const Item& item) {
  constexpr std::size_t kShown = 4;
  if (item.values.empty()) {
    return "null";
  }
  std::string out = item.values.size() > 1
                        ? "(" + std::to_string(item.values.size()) +
                              (item.linking == Linking::kAll ? " values, all of) " : " values) ")
                        : "";
  for (std::size_t i = 0; i < std::min(kShown, item.values.size()); ++i) {
    out += (i == 0 ? "" : ", ") + item.values[i].written;
  }
  return out + (item.values.size() > kShown ? ", ..." : "");
}

bool tree_holds(const Rule& rule, const RuleNode& node, const std::vector<bool>& items) {
  auto holds = [&](const RuleNode& child) { return tree_holds(rule, child, items); };
  switch (node.kind) {
    case NodeKind::kItem:
      return items[node.index];
    case NodeKind::kSelection:
      return holds(rule.selections[node.index].root);
    case NodeKind::kNot:
      return !holds(node.children.front());
    case NodeKind::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), holds);
    case NodeKind::kOr:
      return std::any_of(node.children.begin(), node.children.end(), holds);
  }
  return false;
}

void collect_items(const RuleNode& node, std::vector<std::uint32_t>& out) {
  if (node.kind == NodeKind::kItem) {
    out.push_back(node.index);
  }
  for (const RuleNode& child : node.children) {
    collect_items(child, out);
  }
}

}  // namespace

std::vector<Explanation> Matcher::explain(const Record& record, std::uint32_t number) {
  Implementation& self = *implementation_;
  const Rule& rule = *self.rules.rules[number];
  const RuleStanding& standing = self.rules.standings[number];
  std::vector<Explanation> out;
  if (standing.runnable != Runnable::kYes) {
    Explanation explanation;
    explanation.rule = number;
    explanation.log_source = "the rule does not run here: " + standing.reason;
    out.push_back(std::move(explanation));
    return out;
  }
  auto event_id = to_number(record.field(WellKnown::kEventId));
  std::string channel = to_text(record.field(WellKnown::kChannel));
  std::string provider = to_text(record.field(WellKnown::kProvider));
  auto selected =
      self.rules.views->select(channel, provider,
                               event_id && event_id->is_integer && !event_id->is_negative
                                   ? static_cast<std::int64_t>(event_id->magnitude)
                                   : -1);
  self.begin(record);
  for (ViewId id : standing.views) {
    Explanation explanation;
    explanation.rule = number;
    explanation.view = id;
    explanation.in_view = std::find(selected.begin(), selected.end(), id) != selected.end();
    explanation.log_source = "record: channel '" + channel + "', provider '" + provider +
                             "', event id " + to_text(record.field(WellKnown::kEventId)) +
                             "; view: " + std::string(self.rules.views->name(id));
    // A Plan leaves out what cannot hold, so the explanation resolves every field afresh.
    Plan plan;
    ViewPlan view;
    view.view = id;
    view.accessor_of_field.assign(self.rules.field_names.size(), kNoAccessor);
    for (FieldNumber field = 0; field < self.rules.field_names.size(); ++field) {
      view.accessor_of_field[field] =
          place(plan, self.rules.views->resolve(id, *record.shape, self.rules.field_names[field]));
    }
    self.reader.start(record, plan);
    self.use(view);
    for (std::uint32_t guard : self.rules.guards_of_view[id]) {
      if (!self.ask(guard)) {
        explanation.in_view = false;
        explanation.log_source += "; the view asks for " +
                                  self.rules.predicates[guard]->item().field + " = " +
                                  described(self.rules.predicates[guard]->item());
      }
    }
    std::vector<bool> items(rule.items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i] = self.ask(self.rules.compiled[number].predicates[i]);
    }
    for (const Selection& selection : rule.selections) {
      explanation.selections.emplace_back(selection.name, tree_holds(rule, selection.root, items));
      std::vector<std::uint32_t> leaves;
      collect_items(selection.root, leaves);
      for (std::uint32_t leaf : leaves) {
        const Item& item = rule.items[leaf];
        LeafOutcome outcome;
        outcome.selection = selection.name;
        outcome.field = item.field;
        outcome.modifiers = self.rules.compiled[number].modifiers[leaf];
        outcome.pattern = described(item);
        outcome.holds = items[leaf];
        if (!item.is_keyword()) {
          const auto& predicate =
              *self.rules.predicates[self.rules.compiled[number].predicates[leaf]];
          Value value = self.reader.value(predicate.field());
          outcome.has_value = value.type != ValueType::kAbsent;
          outcome.value = to_text(value);
        }
        explanation.leaves.push_back(std::move(outcome));
      }
    }
    explanation.holds = explanation.in_view && tree_holds(rule, rule.condition, items);
    out.push_back(std::move(explanation));
  }
  return out;
}

}  // namespace noroshi

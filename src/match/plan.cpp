#include "match/plan.h"

#include <algorithm>

#include "base/fold.h"
#include "event/value_text.h"

namespace noroshi {

std::uint32_t place(Plan& plan, Accessor accessor) {
  switch (accessor.kind) {
    case Accessor::Kind::kAbsent:
      return kNoAccessor;
    case Accessor::Kind::kField:
      return accessor.field;
    case Accessor::Kind::kComputed:
      break;
  }
  auto at = std::find(plan.computed.begin(), plan.computed.end(), accessor);
  if (at == plan.computed.end()) {
    plan.computed.push_back(std::move(accessor));
    at = plan.computed.end() - 1;
  }
  return static_cast<std::uint32_t>(at - plan.computed.begin()) | kComputedBit;
}

namespace {

// What has to be looked through for the keyword rules that are left.
void add_keywords(Plan& plan, const RuleSet::Implementation& set, const Record& record,
                  PlanOracle& oracle) {
  for (const ViewPlan& view : plan.views) {
    for (std::uint32_t local = 0; local < view.group->rules.size(); ++local) {
      const auto& witnesses = set.compiled[view.group->rules[local]].witnesses;
      if (!view.is_alive(local)) {
        continue;
      }
      for (const Witness& witness : witnesses) {
        if (witness.field == kKeywordField) {
          plan.keyword_tiers |= KeywordScanner::bit(KeywordScanner::tier_of(witness.literal));
        }
      }
    }
  }
  const auto& fields = record.shape->fields();
  for (std::uint32_t i = 0; plan.keyword_tiers != 0 && i < fields.size(); ++i) {
    bool wanted = true;
    if (oracle.is_fixed(i)) {
      wanted = false;
      set.keywords.scan(plan.keyword_tiers, fold(std::string_view(to_text(record.field(i)))),
                        [&](const KeywordScanner::Target&) { wanted = true; });
    }
    if (wanted) {
      plan.keyword_fields.push_back({i, fields[i].slot});
    }
  }
}

void add_rules(ViewPlan& view, const Plan& plan, const RuleSet::Implementation& set,
               PlanOracle& oracle) {
  const RuleGroup& group = *view.group;
  view.alive.assign((group.rules.size() + 63) / 64, 0);
  std::vector<Truth> memo(set.predicates.size(), Truth::kUnknown);
  std::vector<bool> asked(set.predicates.size());
  auto known = [&](std::uint32_t predicate) {
    if (!asked[predicate]) {
      asked[predicate] = true;
      memo[predicate] = oracle.known(plan, view, predicate);
    }
    return memo[predicate];
  };
  for (std::uint32_t guard : view.guards) {
    if (known(guard) == Truth::kFalse) {
      return;
    }
  }
  for (std::uint32_t local = 0; local < group.rules.size(); ++local) {
    const CompiledRule& rule = set.compiled[group.rules[local]];
    Truth truth = set.expressions.truth(rule.root, known);
    if (truth == Truth::kFalse) {
      continue;
    }
    view.alive[local >> 6] |= std::uint64_t{1} << (local & 63);
    if (truth == Truth::kTrue || rule.witnesses.empty()) {
      view.always.push_back(local);
    }
  }
  for (const auto& scanner : group.scanners) {
    auto rules = scanner->rules();
    bool wanted = std::any_of(rules.begin(), rules.end(), [&](auto r) { return view.is_alive(r); });
    if (!wanted) {
      continue;
    }
    if (auto at = view.accessor_of_field[scanner->field()]; at != kNoAccessor) {
      view.scans.push_back({at, scanner.get(), &scanner->scanner()});
    }
  }
}

}  // namespace

Plan make_plan(const RuleSet::Implementation& set, const Record& record, PlanOracle& oracle) {
  Plan plan;
  auto number = to_number(record.field(WellKnown::kEventId));
  std::int64_t event_id = number && number->is_integer && !number->is_negative &&
                                  number->magnitude < (std::uint64_t{1} << 62)
                              ? static_cast<std::int64_t>(number->magnitude)
                              : -1;
  auto selected = set.views->select(to_text(record.field(WellKnown::kChannel)),
                                    to_text(record.field(WellKnown::kProvider)), event_id);
  for (ViewId id : selected) {
    std::uint32_t group = set.group_of_view[id];
    if (group == RuleSet::Implementation::kNoGroup) {
      continue;
    }
    ViewPlan view;
    view.view = id;
    view.group_number = group;
    view.group = set.groups[group].get();
    view.guards = set.guards_of_view[id];
    view.accessor_of_field.assign(set.field_names.size(), kNoAccessor);
    auto resolve = [&](FieldNumber field) {
      view.accessor_of_field[field] =
          place(plan, set.views->resolve(id, *record.shape, set.field_names[field]));
    };
    for (FieldNumber field : view.group->fields) {
      resolve(field);
    }
    for (std::uint32_t guard : view.guards) {
      resolve(set.predicates[guard]->field());
    }
    plan.views.push_back(std::move(view));
  }
  for (ViewPlan& view : plan.views) {
    add_rules(view, plan, set, oracle);
  }
  add_keywords(plan, set, record, oracle);
  std::erase_if(plan.views, [](const ViewPlan& view) {
    return std::all_of(view.alive.begin(), view.alive.end(), [](auto word) { return word == 0; });
  });
  return plan;
}

}  // namespace noroshi

// Matching one record: its Plan, then for each view the witnesses, then the rules they nominate.
#include "match/matcher.h"

#include <algorithm>
#include <array>

#include "match/matcher_implementation.h"

namespace noroshi {

Matcher::Implementation::Implementation(std::shared_ptr<const RuleSet> from)
    : set(std::move(from)), rules(set->implementation()) {
  asked.resize(rules.predicates.size());
  std::size_t largest = 0;
  for (const auto& group : rules.groups) {
    largest = std::max(largest, group->rules.size());
  }
  nominated.resize(largest);
  costs.resize(rules.rules.size());
  for (std::uint32_t i = 0; i < costs.size(); ++i) {
    costs[i].rule = i;
  }
}

const Plan& Matcher::Implementation::begin(const Record& record) {
  begun = &plans.get(record, [this](const Record& of) {
    planned = &of;
    return make_plan(rules, of, *this);
  });
  used = nullptr;
  reader.start(record, *begun);
  return *begun;
}

void Matcher::Implementation::use(const ViewPlan& view) {
  used = &view;
  reader.use(view);
  if (++epoch == (1U << 31)) [[unlikely]] {
    std::fill(asked.begin(), asked.end(), 0);
    std::fill(nominated.begin(), nominated.end(), 0);
    epoch = 1;
  }
}

void Matcher::Implementation::use_again(const ViewPlan& view) {
  if (used != &view) {
    use(view);
  }
}

bool Matcher::Implementation::ask(std::uint32_t predicate) {
  std::uint32_t& memo = asked[predicate];
  if (memo >> 1 == epoch) {
    return (memo & 1) != 0;
  }
  bool holds = outcome(predicate);
  memo = epoch << 1 | static_cast<std::uint32_t>(holds);
  return holds;
}

bool Matcher::Implementation::outcome(std::uint32_t number) {
  if (rules.quick.has(number)) {
    FieldNumber field = rules.quick.field(number);
    return remember(number, field, [&] { return rules.quick.holds(number, reader.folded(field)); });
  }
  const Predicate& predicate = *rules.predicates[number];
  if (predicate.is_keyword() || predicate.item().kind == ItemKind::kFieldReference) {
    return predicate.holds(reader);  // of more than one field
  }
  return remember(number, predicate.field(), [&] { return predicate.holds(reader); });
}

bool Matcher::Implementation::is_fixed(std::uint32_t index) {
  const Shape& shape = *planned->shape;
  return shape.fields()[index].slot == ShapeField::kConstant ||
         index == shape.well_known(WellKnown::kEventId) ||
         index == shape.well_known(WellKnown::kChannel) ||
         index == shape.well_known(WellKnown::kProvider);
}

Truth Matcher::Implementation::known(const Plan& plan, const ViewPlan& view, std::uint32_t number) {
  const Predicate& predicate = *rules.predicates[number];
  if (predicate.is_keyword() || predicate.item().kind == ItemKind::kFieldReference) {
    return Truth::kUnknown;
  }
  std::uint32_t accessor = view.accessor_of_field[predicate.field()];
  if (accessor == kNoAccessor) {
    return predicate.holds_when_absent() ? Truth::kTrue : Truth::kFalse;
  }
  if (is_computed(accessor) || !is_fixed(accessor)) {
    return Truth::kUnknown;
  }
  reader.start(*planned, plan);
  reader.use(view);
  return predicate.holds(reader) ? Truth::kTrue : Truth::kFalse;
}

bool Matcher::Implementation::guards_hold(const ViewPlan& view) {
  return std::all_of(view.guards.begin(), view.guards.end(),
                     [this](std::uint32_t guard) { return ask(guard); });
}

void Matcher::Implementation::nominate(const ViewPlan& view, std::uint32_t local) {
  if (nominated[local] != epoch && view.is_alive(local)) {
    nominated[local] = epoch;
    candidates.push_back(local);
  }
}

void Matcher::Implementation::scan(const ViewPlan& view, const ScanStep& step) {
  auto found = [&](std::uint64_t payload) {
    for (std::uint32_t local : step.field->rules_of(static_cast<std::uint32_t>(payload))) {
      nominate(view, local);
    }
  };
  ValueMemory::Entry* entry =
      is_computed(step.accessor) ? nullptr : reader.remembered_value(step.accessor);
  for (std::string_view text : reader.accessor_folded(step.accessor)) {
    remember_scan(entry, step.scanner, found, [&](auto&& note) {
      step.scanner->scan(text, [&](std::uint32_t payload) {
        note(payload);
        return true;
      });
    });
  }
}

void Matcher::Implementation::seek_keywords(const Plan& plan) {
  seen.clear();
  if (plan.keyword_tiers == 0) {
    return;
  }
  bool shown = (plan.keyword_tiers & KeywordScanner::bit(KeywordTier::kShown)) != 0;
  std::string_view texts =
      reader.fold_side_by_side(plan.keyword_fields, shown ? RecordReader::Include::kEverything
                                                          : RecordReader::Include::kTexts);
  rules.keywords.scan(plan.keyword_tiers, texts,
                      [this](const KeywordScanner::Target& target) { seen.push_back(target); });
  auto found = [this](std::uint64_t packed) {
    seen.push_back({static_cast<std::uint32_t>(packed >> 32), static_cast<std::uint32_t>(packed)});
  };
  for (std::uint32_t field : reader.long_fields()) {
    // One answer for each set of tiers: their addresses in a table tell them apart.
    static constexpr std::array<char, 1U << static_cast<unsigned>(KeywordTier::kCount)> kKeys{};
    remember_scan(reader.remembered_value(field), &kKeys[plan.keyword_tiers], found,
                  [&](auto&& note) {
                    rules.keywords.scan(plan.keyword_tiers, reader.value_folded(field)[0],
                                        [&](const KeywordScanner::Target& target) {
                                          note(std::uint64_t{target.group} << 32 | target.local);
                                        });
                  });
  }
}

void Matcher::Implementation::match_view(const ViewPlan& view) {
  use(view);
  candidates.clear();
  for (std::uint32_t local : view.always) {
    nominate(view, local);
  }
  for (const KeywordScanner::Target& target : seen) {
    if (target.group == view.group_number) {
      nominate(view, target.local);
    }
  }
  for (const ScanStep& step : view.scans) {
    scan(view, step);
  }
  if (candidates.empty() || !guards_hold(view)) {
    return;
  }
  for (std::uint32_t local : candidates) {
    std::uint32_t rule = view.group->rules[local];
    ++costs[rule].evaluations;
    if (rule_holds(rule)) {
      ++costs[rule].held;
      hits.push_back({rule, view.view});
    }
  }
}

Matcher::Matcher(std::shared_ptr<const RuleSet> rules)
    : implementation_(std::make_unique<Implementation>(std::move(rules))) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

std::span<const Hit> Matcher::match(const Record& record) {
  Implementation& self = *implementation_;
  self.hits.clear();
  const Plan& plan = self.begin(record);
  self.seek_keywords(plan);
  for (const ViewPlan& view : plan.views) {
    self.match_view(view);
  }
  if (self.hits.size() > 1) {
    std::sort(self.hits.begin(), self.hits.end());
    auto same_rule = [](const Hit& a, const Hit& b) { return a.rule == b.rule; };
    self.hits.erase(std::unique(self.hits.begin(), self.hits.end(), same_rule), self.hits.end());
  }
  return self.hits;
}

std::uint64_t Matcher::plans_made() const {
  return implementation_->plans.made();
}

std::vector<RuleCost> Matcher::costs() const {
  std::vector<RuleCost> out;
  for (const RuleCost& cost : implementation_->costs) {
    if (cost.evaluations != 0) {
      out.push_back(cost);
    }
  }
  std::sort(out.begin(), out.end(), [](const RuleCost& a, const RuleCost& b) {
    return a.evaluations != b.evaluations ? a.evaluations > b.evaluations : a.rule < b.rule;
  });
  return out;
}

}  // namespace noroshi

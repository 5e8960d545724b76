// The inside of a Matcher, shared by matching and explaining.
#pragma once

#include <vector>

#include "match/matcher.h"
#include "match/plan_cache.h"
#include "match/record_reader.h"

namespace noroshi {

struct Matcher::Implementation final : PlanOracle {
  explicit Implementation(std::shared_ptr<const RuleSet> set);

  // The Plan of the record, made if need be; `reader` is started on it.
  const Plan& begin(const Record& record);
  // Starts a view: predicates asked before are forgotten, since names mean other fields now.
  void use(const ViewPlan& view);
  // The same, unless that view is in use already.
  void use_again(const ViewPlan& view);

  [[nodiscard]] bool ask(std::uint32_t predicate);
  // What ask() remembers for a record.
  [[nodiscard]] bool outcome(std::uint32_t predicate);
  [[nodiscard]] bool guards_hold(const ViewPlan& view);
  [[nodiscard]] bool rule_holds(std::uint32_t rule) {
    return rules.expressions.holds(rules.compiled[rule].root,
                                   [this](std::uint32_t predicate) { return ask(predicate); });
  }

  // Looks through the record for keywords: fills `seen`.
  void seek_keywords(const Plan& plan);
  void match_view(const ViewPlan& view);
  void scan(const ViewPlan& view, const ScanStep& step);
  // A rule of the group has shown a witness.
  void nominate(const ViewPlan& view, std::uint32_t local);

  // compute(), or what it gave for the same long value in this field before.
  template <typename Compute>
  bool remember(std::uint32_t predicate, FieldNumber field, Compute&& compute) {
    ValueMemory::Entry* entry = reader.remembered(field);
    if (entry == nullptr) [[likely]] {
      return compute();
    }
    if (auto known = entry->outcomes.find(predicate); known != entry->outcomes.end()) {
      return known->second;
    }
    return entry->outcomes.emplace(predicate, compute()).first->second;
  }

  // Calls found(number) for what run_scan(note) notes, or for what it noted before on the same
  // value.
  template <typename Found, typename RunScan>
  void remember_scan(ValueMemory::Entry* entry, const void* what, Found&& found,
                     RunScan&& run_scan) {
    if (entry == nullptr) [[likely]] {
      run_scan(found);
      return;
    }
    const std::vector<std::uint64_t>* known = entry->scan(what);
    if (known == nullptr) {
      std::vector<std::uint64_t> noted;
      run_scan([&noted](std::uint64_t number) { noted.push_back(number); });
      known = &entry->scans.emplace_back(what, std::move(noted)).second;
    }
    for (std::uint64_t number : *known) {
      found(number);
    }
  }

  bool is_fixed(std::uint32_t index) override;
  Truth known(const Plan& plan, const ViewPlan& view, std::uint32_t predicate) override;

  std::shared_ptr<const RuleSet> set;
  const RuleSet::Implementation& rules;
  PlanCache plans;
  const Record* planned = nullptr;  // while a Plan is made
  RecordReader reader;
  const Plan* begun = nullptr;               // the plan of the record begun last
  const ViewPlan* used = nullptr;            // the view in use, of that record
  std::vector<std::uint32_t> asked;          // by predicate: 2 * epoch + outcome
  std::uint32_t epoch = 0;                   // of the view in use
  std::vector<std::uint32_t> nominated;      // by rule of the group: epoch
  std::vector<std::uint32_t> candidates;     // rules of the group
  std::vector<KeywordScanner::Target> seen;  // keyword rules that have shown a witness
  std::vector<Hit> hits;
  std::vector<MatchedValue> reasons;
  std::vector<RuleCost> costs;  // by rule
};

}  // namespace noroshi

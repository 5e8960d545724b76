#include "pipeline/tuner.h"

#include <algorithm>

#include "base/message.h"

namespace noroshi {

Result<std::shared_ptr<const TunePlan>> TunePlan::make(std::vector<Tuning> tunings,
                                                       std::span<const RulePtr> rules,
                                                       std::optional<RuleLevel> lowest,
                                                       const ViewTable& views, unsigned threads) {
  auto plan = std::make_shared<TunePlan>();
  plan->tunings_ = std::move(tunings);
  plan->rules_named_.resize(plan->tunings_.size());
  plan->reported_.assign(rules.begin(), rules.end());
  plan->lowest_ = lowest;
  std::vector<RulePtr> wheres;
  std::map<std::pair<std::uint32_t, RuleLevel>, std::uint32_t> variants;
  for (std::uint32_t t = 0; t < plan->tunings_.size(); ++t) {
    const Tuning& tuning = plan->tunings_[t];
    std::map<LogSource, std::uint32_t> of_log_source;
    for (std::uint32_t r = 0; r < rules.size(); ++r) {
      if (!tuning.names(*rules[r])) {
        continue;
      }
      ++plan->rules_named_[t];
      Application application{.tuning = t};
      if (tuning.where) {
        auto [where, is_new] = of_log_source.try_emplace(rules[r]->log_source,
                                                         static_cast<std::uint32_t>(wheres.size()));
        if (is_new) {
          Rule rule = *tuning.where;
          rule.log_source = rules[r]->log_source;
          wheres.push_back(std::make_shared<const Rule>(std::move(rule)));
        }
        application.where = where->second;
      }
      if (tuning.level) {
        auto [variant, is_new] = variants.try_emplace(
            {r, *tuning.level}, static_cast<std::uint32_t>(plan->reported_.size()));
        if (is_new) {
          Rule rule = *rules[r];
          rule.level = *tuning.level;
          plan->reported_.push_back(std::make_shared<const Rule>(std::move(rule)));
        }
        application.reported_as = variant->second;
      }
      plan->by_rule_[r].push_back(application);
    }
  }
  if (!wheres.empty()) {
    plan->wheres_ = RuleSet::compile(std::move(wheres), views, threads);
    for (std::uint32_t i = 0; i < plan->wheres_->rules().size(); ++i) {
      // A rule for a log source that is not mapped never holds, and neither need its tuning.
      const RuleStanding& standing = plan->wheres_->standing(i);
      if (standing.runnable == Runnable::kRegex) {
        return fail(ErrorCode::kConfiguration, standing.reason, plan->wheres_->rules()[i]->title);
      }
    }
  }
  return plan;
}

Tuner::Tuner(std::shared_ptr<const TunePlan> plan)
    : plan_(std::move(plan)), counts_(plan_->tunings_.size()) {
  if (plan_->wheres_) {
    matcher_.emplace(plan_->wheres_);
    holds_.resize(plan_->wheres_->rules().size());
  }
}

bool Tuner::where_holds(const Record& record, std::uint32_t where) {
  if (where == TunePlan::kAlways) {
    return true;
  }
  if (!is_matched_) {
    holds_.assign(holds_.size(), false);
    for (const Hit& hit : matcher_->match(record)) {
      holds_[hit.rule] = true;
    }
    is_matched_ = true;
  }
  return holds_[where];
}

TuneOutcome Tuner::decide(const Record& record, std::uint32_t rule) {
  TuneOutcome outcome{.rule = rule};
  auto found = plan_->by_rule_.find(rule);
  const TunePlan::Application* change = nullptr;
  if (found != plan_->by_rule_.end()) {
    for (const TunePlan::Application& application : found->second) {
      const Tuning& tuning = plan_->tunings_[application.tuning];
      if ((tuning.level && change != nullptr) || !where_holds(record, application.where)) {
        continue;
      }
      if (record.time >= tuning.end) {
        ++counts_[application.tuning].expired;
      } else if (tuning.level) {
        change = &application;
      } else {
        ++counts_[application.tuning].excluded;
        outcome.kind = TuneOutcome::Kind::kExcluded;
        return outcome;
      }
    }
  }
  if (change != nullptr) {
    ++counts_[change->tuning].level_changed;
    outcome.rule = change->reported_as;
  }
  if (plan_->lowest_ && plan_->reported_[outcome.rule]->level < *plan_->lowest_) {
    outcome.kind = TuneOutcome::Kind::kBelowLevel;
    below_level_ += change != nullptr;
  }
  return outcome;
}

bool may_reach(const Rule& rule, std::span<const Tuning> tunings, RuleLevel level) {
  return rule.level >= level || std::ranges::any_of(tunings, [&](const Tuning& tuning) {
           return tuning.level && *tuning.level >= level && tuning.names(rule);
         });
}

}  // namespace noroshi

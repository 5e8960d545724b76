#include "conformance/engines.h"

#include <algorithm>

#include "base/ensure.h"
#include "match/matcher.h"
#include "normalise/tables.h"
#include "rule/loader.h"

namespace noroshi::conformance {
namespace {

std::string name_of(const std::string& file, const std::string& title) {
  return file + ": " + title;
}

class OracleEngine : public Engine {
 public:
  OracleEngine(const std::vector<oracle::RuleText>& rules,
               const oracle::PlaceholderValues& placeholders)
      : oracle_(oracle::load_oracle_rules(rules, placeholders), tables()) {
    for (std::size_t i = 0; i < oracle_.rules().rules.size(); ++i) {
      const oracle::OracleRule& rule = oracle_.rules().rules[i];
      names_.push_back(name_of(rule.file, rule.title));
      loaded_.valid.insert(names_.back());
      if (!rule.has_unresolved_placeholder && !oracle_.views_of(i).empty()) {
        loaded_.runnable.insert(names_.back());
      }
    }
    for (const oracle::RefusedDocument& refused : oracle_.rules().refused) {
      loaded_.refused.insert(refused.file);
    }
  }

  std::set<NamedHit> match(const Record& record) override {
    std::set<NamedHit> out;
    for (const oracle::OracleHit& hit : oracle_.match(record)) {
      out.insert({names_[hit.rule], hit.view});
    }
    return out;
  }
  const Loaded& loaded() const override { return loaded_; }

 private:
  // Read once a process: reading costs more than matching a few rules.
  static const oracle::OracleTables& tables() {
    static const oracle::OracleTables kTables = [] {
      auto loaded = oracle::OracleTables::load(normalise_tables());
      ENSURE(loaded.has_value());
      return std::move(*loaded);
    }();
    return kTables;
  }

  oracle::Oracle oracle_;
  std::vector<std::string> names_;
  Loaded loaded_;
};

class MatcherEngine : public Engine {
 public:
  MatcherEngine(const std::vector<oracle::RuleText>& rules, const Placeholders& placeholders) {
    std::vector<RulePtr> loaded;
    for (const oracle::RuleText& file : rules) {
      LoadedRules one = load_rules(file.text, file.path, placeholders);
      loaded.insert(loaded.end(), one.rules.begin(), one.rules.end());
      for (const RuleProblem& problem : one.problems) {
        if (problem.kind != ProblemKind::kWarning) {
          loaded_.refused.insert(problem.file);
        }
      }
    }
    set_ = RuleSet::compile(std::move(loaded), views());
    for (std::uint32_t i = 0; i < set_->rules().size(); ++i) {
      names_.push_back(name_of(set_->rules()[i]->file, set_->rules()[i]->title));
      loaded_.valid.insert(names_.back());
      if (set_->standing(i).runnable == Runnable::kYes) {
        loaded_.runnable.insert(names_.back());
      }
    }
    matcher_ = std::make_unique<Matcher>(set_);
  }

  std::set<NamedHit> match(const Record& record) override {
    std::set<NamedHit> out;
    for (const Hit& hit : matcher_->match(record)) {
      out.insert({names_[hit.rule], std::string(views().name(hit.view))});
    }
    return out;
  }
  std::vector<MatchedValue> why(const Record& record, const NamedHit& wanted) override {
    for (const Hit& hit : matcher_->match(record)) {
      if (names_[hit.rule] == wanted.rule) {
        auto reasons = matcher_->why(hit);
        return {reasons.begin(), reasons.end()};
      }
    }
    return {};
  }
  const Loaded& loaded() const override { return loaded_; }

 private:
  static const ViewTable& views() {
    static const ViewTable kViews = [] {
      auto loaded = ViewTable::built_in();
      ENSURE(loaded.has_value());
      return std::move(*loaded);
    }();
    return kViews;
  }

  std::shared_ptr<const RuleSet> set_;
  std::unique_ptr<Matcher> matcher_;
  std::vector<std::string> names_;
  Loaded loaded_;
};

}  // namespace

std::unique_ptr<Engine> make_oracle(const std::vector<oracle::RuleText>& rules,
                                    const oracle::PlaceholderValues& placeholders) {
  return std::make_unique<OracleEngine>(rules, placeholders);
}

std::unique_ptr<Engine> make_matcher(const std::vector<oracle::RuleText>& rules,
                                     const oracle::PlaceholderValues& placeholders) {
  return std::make_unique<MatcherEngine>(rules, placeholders);
}

std::vector<std::string> differences(const std::set<NamedHit>& oracle,
                                     const std::set<NamedHit>& matcher) {
  std::vector<std::string> out;
  for (const NamedHit& hit : oracle) {
    if (!matcher.contains(hit)) {
      out.push_back("only the oracle: " + hit.rule + " in " + hit.view);
    }
  }
  for (const NamedHit& hit : matcher) {
    if (!oracle.contains(hit)) {
      out.push_back("only the engine: " + hit.rule + " in " + hit.view);
    }
  }
  return out;
}

}  // namespace noroshi::conformance

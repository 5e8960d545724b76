// Applies tunings (rule/tuning.h) to detections, and counts every one that it changes.
//
// A tuning's `where` is compiled as a rule of its own for each log source of the rules that it
// names, in a rule set apart: the rules themselves stay as they are, so that what is excluded was
// found first and can be counted. Cost: nothing for records without a detection by a tuned rule.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/matcher.h"
#include "rule/tuning.h"

namespace noroshi {

// What a tuning did.
struct TuningCounts {
  std::uint64_t excluded = 0;
  std::uint64_t level_changed = 0;
  std::uint64_t expired = 0;  // detections that it would have changed, had it not expired
};

// Immutable; shared by all threads.
class TunePlan {
 public:
  // Of the rules that run. `lowest`: what is tuned below it is not reported; see TuneOutcome. An
  // error if a `where` cannot be asked of records. `views` and `rules` must outlive it.
  [[nodiscard]] static Result<std::shared_ptr<const TunePlan>> make(std::vector<Tuning> tunings,
                                                                    std::span<const RulePtr> rules,
                                                                    std::optional<RuleLevel> lowest,
                                                                    const ViewTable& views,
                                                                    unsigned threads);

  [[nodiscard]] std::span<const Tuning> tunings() const { return tunings_; }
  // How many of the rules that run each tuning names.
  [[nodiscard]] std::span<const std::size_t> rules_named() const { return rules_named_; }
  // The rules that run, by their numbers, and behind them those with another level.
  [[nodiscard]] std::span<const RulePtr> reported() const { return reported_; }

 private:
  friend class Tuner;
  static constexpr std::uint32_t kAlways = 0xffffffff;
  struct Application {
    std::uint32_t tuning = 0;
    std::uint32_t where = kAlways;  // number in `wheres_`
    std::uint32_t reported_as = 0;  // of a change of level: number in reported_
  };

  std::vector<Tuning> tunings_;
  std::vector<std::size_t> rules_named_;
  std::vector<RulePtr> reported_;
  std::optional<RuleLevel> lowest_;
  std::shared_ptr<const RuleSet> wheres_;
  std::unordered_map<std::uint32_t, std::vector<Application>> by_rule_;  // in order of tunings
};

// What becomes of a detection.
struct TuneOutcome {
  enum class Kind : std::uint8_t {
    kReported,
    kExcluded,
    kBelowLevel,  // its new level is below the one asked for
  };
  Kind kind = Kind::kReported;
  std::uint32_t rule = 0;  // number in TunePlan::reported()
};

// One a thread; not thread-safe.
class Tuner {
 public:
  explicit Tuner(std::shared_ptr<const TunePlan> plan);

  // Before the first decide() of a record.
  void start_record() { is_matched_ = false; }
  // The first tuning that excludes the detection is the one that counts it; without any, the first
  // that changes its level.
  [[nodiscard]] TuneOutcome decide(const Record& record, std::uint32_t rule);

  // By tuning.
  [[nodiscard]] std::span<const TuningCounts> counts() const { return counts_; }
  [[nodiscard]] std::uint64_t below_level() const { return below_level_; }

 private:
  [[nodiscard]] bool where_holds(const Record& record, std::uint32_t where);

  std::shared_ptr<const TunePlan> plan_;
  std::optional<Matcher> matcher_;
  std::vector<TuningCounts> counts_;
  std::uint64_t below_level_ = 0;
  std::vector<bool> holds_;  // of the record at hand, by where
  bool is_matched_ = false;
};

// Whether the rule can be reported at `level` or above, by its own level or a tuned one.
[[nodiscard]] bool may_reach(const Rule& rule, std::span<const Tuning> tunings, RuleLevel level);

}  // namespace noroshi

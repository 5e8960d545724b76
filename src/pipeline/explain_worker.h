// The worker of `noroshi explain`. Meant to be alone: what it prints depends on what it has seen.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "match/matcher.h"
#include "pipeline/record_worker.h"
#include "source/files.h"

namespace noroshi {

struct ExplainSetup {
  std::shared_ptr<const RuleSet> rules;
  const SourceList* sources = nullptr;
  std::optional<std::uint64_t> record;  // only records of this number
};

class ExplainWorker final : public RecordWorker {
 public:
  static constexpr std::size_t kMostHeld = 20;   // records explained because the rule held
  static constexpr std::size_t kMostMissed = 3;  // and because it did not, if it never held

  explicit ExplainWorker(const ExplainSetup& setup) : setup_(setup), matcher_(setup.rules) {}

  void on_record(const Record& record) override;

  // After the run: what was not said record by record.
  [[nodiscard]] std::string conclusion() const;

 private:
  const ExplainSetup& setup_;
  Matcher matcher_;
  std::uint64_t records_ = 0;
  std::uint64_t in_view_ = 0;
  std::uint64_t held_ = 0;
  std::string missed_text_;
  std::size_t missed_ = 0;
};

}  // namespace noroshi

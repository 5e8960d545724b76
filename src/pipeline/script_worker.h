// The worker of `noroshi scripts`: hands every logged script block, or part of one, to ScriptParts.
#pragma once

#include <memory>

#include "match/matcher.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/script_parts.h"

namespace noroshi {

// Shared by all workers; outlives them.
struct ScriptSetup {
  std::shared_ptr<const RuleSet> rules;
  RecordFilter filter;
  ScriptParts* parts = nullptr;
};

class ScriptWorker final : public RecordWorker {
 public:
  explicit ScriptWorker(const ScriptSetup& setup)
      : setup_(setup), filters_(setup.filter.sets_anything()), matcher_(setup.rules) {}

  void on_record(const Record& record) override {
    observe(record);
    if (ScriptParts::may_be_part(record) && (!filters_ || setup_.filter.admits(record))) {
      setup_.parts->add(record, matcher_.match(record));
    }
  }
  [[nodiscard]] bool can_forget() const override { return true; }  // a part counts once

 private:
  const ScriptSetup& setup_;
  bool filters_;
  Matcher matcher_;
};

}  // namespace noroshi

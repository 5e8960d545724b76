// The worker of `noroshi tree`: process events of one host, with the rules that held on them.
#pragma once

#include <memory>
#include <string>

#include "match/matcher.h"
#include "pipeline/process_events.h"
#include "pipeline/record_worker.h"
#include "report/bounded_map.h"

namespace noroshi {

// Shared by all workers; outlives them.
struct TreeSetup {
  std::shared_ptr<const RuleSet> rules;
  std::string host;  // a short name stands for its full ones; empty: every host
};

// Output: packed events for a ProcessEventStore.
class TreeWorker final : public RecordWorker {
 public:
  static constexpr std::size_t kMostHosts = 32;  // that can be named when none is the right one

  explicit TreeWorker(const TreeSetup& setup)
      : setup_(setup), matcher_(setup.rules), reader_(setup.rules->views()) {}

  void on_record(const Record& record) override;
  [[nodiscard]] bool can_forget() const override { return true; }  // hosts do not change

  struct Nothing {};
  using Hosts = BoundedMap<std::string, Nothing>;
  // Hosts whose processes the evidence knows of, whether they were asked for or not.
  [[nodiscard]] const Hosts& hosts() const { return hosts_; }

 private:
  const TreeSetup& setup_;
  Matcher matcher_;
  ProcessEventReader reader_;
  Hosts hosts_{kMostHosts};
};

}  // namespace noroshi

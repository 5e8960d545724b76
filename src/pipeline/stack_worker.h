// The worker of `noroshi stack`: every value of one field.
#pragma once

#include <string>
#include <vector>

#include "event/kind_cache.h"
#include "normalise/view.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/value_counts.h"

namespace noroshi {

// What all workers share. Everything outlives them.
struct StackSetup {
  const ViewTable* views = nullptr;
  RecordFilter filter;
  std::string field;     // canonical name in a view, or raw name
  std::string category;  // only records of this category; empty: all
};

class StackWorker final : public RecordWorker {
 public:
  explicit StackWorker(const StackSetup& setup)
      : setup_(setup), filters_(setup.filter.sets_anything()) {}

  // Output: frames for a TimeOrder, see value_counts.h.
  void on_record(const Record& record) override;

  // After the run.
  [[nodiscard]] ValueTally& tally() { return tally_; }
  [[nodiscard]] std::uint64_t looked_at() const { return looked_at_; }    // records, filtered
  [[nodiscard]] std::uint64_t with_field() const { return with_field_; }  // of those

 private:
  struct Guard {
    Accessor field;
    const std::vector<std::string>* any_of = nullptr;  // of the view
  };
  // The field as one view names it.
  struct Way {
    std::vector<Guard> guards;
    Accessor field;
  };
  // How to read the field from a kind of record. Views of a category come before those of a
  // service, and these before the raw name: `ProcessId` of a process creation is the child.
  using Ways = std::vector<Way>;

  [[nodiscard]] Ways find_ways(const Record& record) const;
  [[nodiscard]] bool holds(const Way& way, const Record& record);

  const StackSetup& setup_;
  bool filters_;
  KindCache<Ways> ways_;
  ValueTally tally_;
  std::uint64_t looked_at_ = 0;
  std::uint64_t with_field_ = 0;
  Arena arena_;
  std::string value_;
  std::string host_;
};

}  // namespace noroshi

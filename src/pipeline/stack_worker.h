// The worker of `noroshi stack`: every value of one field.
#pragma once

#include <string>

#include "event/kind_cache.h"
#include "pipeline/field_ways.h"
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
  const StackSetup& setup_;
  bool filters_;
  KindCache<FieldWays> ways_;
  ValueTally tally_;
  std::uint64_t looked_at_ = 0;
  std::uint64_t with_field_ = 0;
  Arena arena_;
  std::string value_;
  std::string host_;
};

}  // namespace noroshi

// The worker of `noroshi pivots`: values worth the next query, taken from records on which a rule
// held.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/kind_cache.h"
#include "match/matcher.h"
#include "pipeline/field_ways.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/value_counts.h"

namespace noroshi {

enum class PivotKind : std::uint8_t {
  kAccount,
  kHost,
  kAddress,
  kDomain,
  kHash,
  kProcess,
  kFile,
  kService,
  kTask,
  kPipe,
  kShare,
};
inline constexpr std::uint32_t kPivotKinds = 11;
[[nodiscard]] std::string_view to_string(PivotKind kind);  // "account", ...

struct PivotField {
  PivotKind kind;
  std::string_view name;  // canonical or raw
};
// At most 64; marks of a ValueCount are bits of it.
[[nodiscard]] std::span<const PivotField> pivot_fields();

// What all workers share. Everything outlives them.
struct PivotSetup {
  std::shared_ptr<const RuleSet> rules;
  RecordFilter filter;
};

class PivotWorker final : public RecordWorker {
 public:
  explicit PivotWorker(const PivotSetup& setup)
      : setup_(setup), filters_(setup.filter.sets_anything()), matcher_(setup.rules) {}

  // Output: frames for a TimeOrder, see value_counts.h; the group is a PivotKind.
  void on_record(const Record& record) override;

  // After the run.
  [[nodiscard]] ValueTally& tally() { return tally_; }
  [[nodiscard]] std::uint64_t held() const { return held_; }  // records on which a rule held

 private:
  void take(std::size_t field, std::string_view value, const Record& record, RuleLevel level);
  void put(PivotKind kind, std::size_t field, std::string_view value, const Record& record,
           RuleLevel level);

  const PivotSetup& setup_;
  bool filters_;
  Matcher matcher_;
  KindCache<std::vector<FieldWays>> ways_;  // by field
  ValueTally tally_;
  std::uint64_t held_ = 0;
  Arena arena_;
  std::string text_;
  std::string host_;
};

}  // namespace noroshi

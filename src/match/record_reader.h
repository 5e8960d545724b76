// RecordReader: a record's values as texts, each made at most once a record, when something asks.
//
// Texts of one record live in an arena that the next record reuses. Not thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "event/record.h"
#include "match/plan.h"
#include "match/predicate.h"

namespace noroshi {

class RecordReader final : public FieldReader {
 public:
  // Begins a record; everything handed out before is void.
  void start(const Record& record, const Plan& plan);
  // Chooses the view through which field numbers are read.
  void use(const ViewPlan& view) { view_ = &view; }

  // By accessor of the Plan.
  Value accessor_value(std::uint32_t accessor);
  std::span<const std::string_view> accessor_folded(std::uint32_t accessor);
  std::span<const std::string_view> accessor_plain(std::uint32_t accessor);

  // FieldReader, by field number in the view in use.
  Value value(std::uint32_t field) override;
  std::span<const std::string_view> folded(std::uint32_t field) override;
  std::span<const std::string_view> plain(std::uint32_t field) override;
  std::size_t value_count() override;
  std::span<const std::string_view> value_folded(std::size_t index) override;
  std::span<const std::string_view> value_plain(std::size_t index) override;

  [[nodiscard]] const Record& record() const { return *record_; }

 private:
  struct Slot {
    std::uint32_t value_epoch = 0;
    std::uint32_t folded_epoch = 0;
    std::uint32_t plain_epoch = 0;
    Value value;
    std::span<const std::string_view> folded;
    std::span<const std::string_view> plain;
  };

  std::span<const std::string_view> texts(const Value& value, Casing casing);
  std::string_view text(const Value& value, Casing casing);

  const Record* record_ = nullptr;
  const Plan* plan_ = nullptr;
  const ViewPlan* view_ = nullptr;
  Arena arena_;
  std::uint32_t epoch_ = 0;
  std::vector<Slot> slots_;   // by accessor
  std::vector<Slot> fields_;  // by field of the Shape: for keywords
};

}  // namespace noroshi

// RecordReader: a record's values as texts, each made at most once a record, when something asks.
//
// Texts of one record live in an arena that the next record reuses. Not thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "event/record.h"
#include "match/plan.h"
#include "match/predicate.h"
#include "match/value_memory.h"

namespace noroshi {

class RecordReader final : public FieldReader {
 public:
  // Begins a record; everything handed out before is void.
  void start(const Record& record, const Plan& plan);
  // Chooses the view through which field numbers are read.
  void use(const ViewPlan& view) { view_ = &view; }

  // As accessor_of_field of a view names it; not kNoAccessor.
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

  // What is remembered of field `field` of the view in use (or `index` of the Shape), or null.
  // Cheap: most records have no long values.
  [[nodiscard]] ValueMemory::Entry* remembered(std::uint32_t field);
  [[nodiscard]] ValueMemory::Entry* remembered_value(std::size_t index);

  // The folded texts of the given fields of the Shape side by side, each element followed by
  // kSeparator, for one scan over all of them. They stand as value_folded() afterwards. Single
  // values that ValueMemory::is_worth() remembering are left out: long_fields() names them.
  enum class Include : std::uint8_t { kTexts, kEverything };
  static constexpr char kSeparator = '\xff';  // never in UTF-8
  [[nodiscard]] std::string_view fold_side_by_side(std::span<const KeywordField> fields,
                                                   Include include);
  [[nodiscard]] std::span<const std::uint32_t> long_fields() const { return long_fields_; }

  [[nodiscard]] const Record& record() const { return *record_; }
  // A copy of `text` that holds as long as the record.
  std::string_view keep(std::string_view text) { return arena_.copy(text); }

 private:
  // One text, or for a list one a element.
  struct Texts {
    std::uint32_t epoch = 0;
    std::string_view one;
    std::span<const std::string_view> many;
    bool is_many = false;

    [[nodiscard]] std::span<const std::string_view> all() const {
      return is_many ? many : std::span(&one, 1);
    }
  };
  struct Slot {
    std::uint32_t value_epoch = 0;
    Value value;
    Texts folded;
    Texts plain;
    std::uint32_t memory_epoch = 0;
    ValueMemory::Entry* memory = nullptr;
  };

  std::span<const std::string_view> read(Texts& texts, const Value& value, Casing casing);
  std::string_view text(const Value& value, Casing casing);
  char* fold_to(const Value& value, char* out);

  const Record* record_ = nullptr;
  const Plan* plan_ = nullptr;
  const ViewPlan* view_ = nullptr;
  Arena arena_;
  ValueMemory memory_;
  std::vector<std::uint32_t> long_fields_;
  std::string scratch_;
  std::uint32_t epoch_ = 0;
  std::vector<Slot> computed_;  // by accessor, if it is computed
  std::vector<Slot> fields_;    // by field of the Shape
};

}  // namespace noroshi

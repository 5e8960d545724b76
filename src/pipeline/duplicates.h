// Which records of a work item stand earlier in the evidence, and which have the number of an
// earlier record but other values.
//
//   earlier   17 a   18 b   19 c                     (number and values)
//   item      18 b   19 x   20 d        18 is a duplicate; 19 is another record, and a sign
//
// A record that repeats is left out; one that differs is kept, and said:
//   sign.record-altered   the same number and time, other values: one of the two was changed
//   sign.number-reused    the same number, another time: a log or machine that was set back, or
//                         records that were put in place of others
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pipeline/record_marks.h"
#include "report/duplicates.h"

namespace noroshi {

struct Repeats {
  std::vector<std::uint64_t> offsets;  // of the item's records that are duplicates; ascending
  std::vector<DuplicateRun> runs;
  std::vector<Diagnostic> signs;
  bool is_all = false;  // every record of the item is a duplicate

  [[nodiscard]] bool is_repeated(std::uint64_t offset) const;
};

// Compares one item with itself and with earlier ones, which are given in the order of their
// numbers.
class RepeatFinder {
 public:
  // `item` must outlive this.
  RepeatFinder(const ItemMarks& item, std::span<const SourceFile> files);

  void compare(const ItemMarks& earlier);
  [[nodiscard]] Repeats finish();

 private:
  struct Verdict {
    enum class Is : std::uint8_t { kNew, kRepeated, kOther } is = Is::kNew;
    std::uint32_t source = 0;  // of the earlier record
    bool same_time = false;
    bool in_item = false;  // the earlier record is of the same item
  };

  void compare_with_itself();
  void add_sign(const RecordMark& mark, const Verdict& verdict, Repeats& repeats) const;
  void add_runs(Repeats& repeats) const;

  const ItemMarks& item_;
  std::span<const SourceFile> files_;
  std::vector<Verdict> verdicts_;  // of item_.marks
};

}  // namespace noroshi

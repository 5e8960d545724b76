#include "pipeline/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace noroshi {
namespace {

using Marks = std::span<const RecordMark>;

auto key(const RecordMark& mark) {
  return std::tie(mark.origin, mark.number);
}

// The marks at `at` and after it that have its origin and number.
std::size_t group_end(Marks marks, std::size_t at) {
  std::size_t end = at;
  while (end < marks.size() && key(marks[end]) == key(marks[at])) {
    ++end;
  }
  return end;
}

}  // namespace

bool Repeats::is_repeated(std::uint64_t offset) const {
  return std::ranges::binary_search(offsets, offset);
}

RepeatFinder::RepeatFinder(const ItemMarks& item, std::span<const SourceFile> files)
    : item_(item), files_(files), verdicts_(item.marks.size()) {
  compare_with_itself();
}

void RepeatFinder::compare_with_itself() {
  Marks mine = item_.marks;
  for (std::size_t start = 0; start < mine.size();) {
    std::size_t end = group_end(mine, start);
    // In order of hash, then place: of equal ones the first is the record, the others repeat it.
    std::vector<std::size_t> order;
    for (std::size_t i = start; i < end && end - start > 1; ++i) {
      order.push_back(i);
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      return std::tie(mine[a].hash, mine[a].offset) < std::tie(mine[b].hash, mine[b].offset);
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
      bool repeats = i > 0 && mine[order[i]].hash == mine[order[i - 1]].hash;
      Verdict& verdict = verdicts_[order[i]];
      if (repeats) {
        verdict = {Verdict::Is::kRepeated, item_.item.source, true, true};
      } else if (order[i] != start) {
        verdict = {Verdict::Is::kOther, item_.item.source, mine[order[i]].time == mine[start].time,
                   true};
      }
    }
    start = end;
  }
}

void RepeatFinder::compare(const ItemMarks& earlier) {
  Marks mine = item_.marks;
  Marks theirs = earlier.marks;
  std::size_t at = 0;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    while (at < theirs.size() && key(theirs[at]) < key(mine[i])) {
      ++at;
    }
    if (at == theirs.size()) {
      break;
    }
    if (key(theirs[at]) != key(mine[i])) {
      continue;
    }
    Verdict& verdict = verdicts_[i];
    // An earlier item is an earlier place than one in the item itself.
    Marks group = theirs.subspan(at, group_end(theirs, at) - at);
    bool repeats = std::ranges::any_of(
        group, [&](const RecordMark& mark) { return mark.hash == mine[i].hash; });
    if (repeats && (verdict.is != Verdict::Is::kRepeated || verdict.in_item)) {
      verdict = {Verdict::Is::kRepeated, earlier.item.source, true};
    } else if (!repeats && (verdict.is == Verdict::Is::kNew ||
                            (verdict.is == Verdict::Is::kOther && verdict.in_item))) {
      verdict = {Verdict::Is::kOther, earlier.item.source, group.front().time == mine[i].time};
    }
  }
}

void RepeatFinder::add_sign(const RecordMark& mark, const Verdict& verdict,
                            Repeats& repeats) const {
  const RecordOrigin& origin = item_.origins.at(mark.origin);
  if (origin.host.empty() || origin.channel.empty()) {
    return;  // numbers of nobody in particular
  }
  std::string what = verdict.same_time ? "with the same time and other values; one was changed"
                                       : "with another time; the log was set back, or records were "
                                         "put in place of others";
  repeats.signs.push_back(
      {verdict.same_time ? "sign.record-altered" : "sign.number-reused", item_.item.source,
       mark.offset, 0,
       fmt::format("record {} of {} on {} also stands in {} {}", mark.number, origin.channel,
                   origin.host, files_[verdict.source].path, what)});
}

void RepeatFinder::add_runs(Repeats& repeats) const {
  // Marks are by origin and number, so runs of one first place only have to be told apart.
  for (std::size_t i = 0; i < item_.marks.size(); ++i) {
    if (verdicts_[i].is != Verdict::Is::kRepeated) {
      continue;
    }
    const RecordMark& mark = item_.marks[i];
    bool goes_on =
        i > 0 && !repeats.runs.empty() && verdicts_[i - 1].is == Verdict::Is::kRepeated &&
        verdicts_[i - 1].source == verdicts_[i].source &&
        item_.marks[i - 1].origin == mark.origin &&
        (item_.marks[i - 1].number == mark.number || item_.marks[i - 1].number + 1 == mark.number);
    if (!goes_on) {
      const RecordOrigin& origin = item_.origins.at(mark.origin);
      repeats.runs.push_back({item_.item.source, verdicts_[i].source, origin.host, origin.channel,
                              mark.number, mark.number, 0});
    }
    repeats.runs.back().to = mark.number;
    ++repeats.runs.back().records;
  }
  // By name, not by hash: a hash differs from run to run.
  std::ranges::stable_sort(repeats.runs, [](const DuplicateRun& a, const DuplicateRun& b) {
    return std::tie(a.host, a.channel, a.first_source, a.from) <
           std::tie(b.host, b.channel, b.first_source, b.from);
  });
}

Repeats RepeatFinder::finish() {
  Repeats repeats;
  for (std::size_t i = 0; i < item_.marks.size(); ++i) {
    if (verdicts_[i].is == Verdict::Is::kRepeated) {
      repeats.offsets.push_back(item_.marks[i].offset);
    } else if (verdicts_[i].is == Verdict::Is::kOther) {
      add_sign(item_.marks[i], verdicts_[i], repeats);
    }
  }
  repeats.is_all = repeats.offsets.size() == item_.marks.size() && item_.without_number == 0;
  std::ranges::sort(repeats.offsets);
  std::ranges::stable_sort(repeats.signs, {}, &Diagnostic::offset);
  add_runs(repeats);
  return repeats;
}

}  // namespace noroshi

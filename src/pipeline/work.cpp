#include "pipeline/work.h"

#include <algorithm>

namespace noroshi {

std::optional<WorkItem> WorkPlan::next() {
  if (file_ == files_.size()) {
    return std::nullopt;
  }
  const SourceFile& file = files_[file_];
  std::uint64_t start = offset_ == 0 ? file.body : offset_;
  WorkItem item{number_++, static_cast<std::uint32_t>(file_), start,
                std::min(kItemBytes, file.size - start), false};
  offset_ = start + item.length;
  item.is_last = offset_ >= file.size;
  if (item.is_last) {
    ++file_;
    offset_ = 0;
  }
  return item;
}

ItemPlaces::ItemPlaces(std::span<const SourceFile> files) : files_(files) {
  std::uint64_t number = 0;
  first_.reserve(files.size());
  for (const SourceFile& file : files) {
    first_.push_back(number);
    number += std::max<std::uint64_t>(1, (file.size - file.body + kItemBytes - 1) / kItemBytes);
  }
}

WorkItem ItemPlaces::item(std::uint64_t number) const {
  auto after = std::ranges::upper_bound(first_, number);
  auto index = static_cast<std::size_t>(after - first_.begin()) - 1;
  const SourceFile& file = files_[index];
  std::uint64_t start = file.body + (number - first_[index]) * kItemBytes;
  std::uint64_t length = std::min(kItemBytes, file.size - start);
  return {number, static_cast<std::uint32_t>(index), start, length, start + length >= file.size};
}

void DiagnosticLog::add(Diagnostic diagnostic) {
  auto found =
      std::ranges::find(counts_, diagnostic.kind, [](const auto& entry) { return entry.first; });
  if (found == counts_.end()) {
    counts_.emplace_back(diagnostic.kind, 1);
  } else {
    ++found->second;
  }
  if (kept_.size() < kKept) {
    kept_.push_back(std::move(diagnostic));
  }
}

void DiagnosticLog::append(DiagnosticLog&& other) {
  for (auto& [kind, count] : other.counts_) {
    auto found = std::ranges::find(counts_, kind, [](const auto& entry) { return entry.first; });
    if (found == counts_.end()) {
      counts_.emplace_back(kind, count);
    } else {
      found->second += count;
    }
  }
  for (Diagnostic& diagnostic : other.kept_) {
    if (kept_.size() == kKept) {
      break;
    }
    kept_.push_back(std::move(diagnostic));
  }
}

std::vector<std::pair<std::string_view, std::uint64_t>> DiagnosticLog::counts() const {
  auto sorted = counts_;
  std::ranges::sort(sorted);
  return sorted;
}

std::uint64_t DiagnosticLog::total() const {
  std::uint64_t total = 0;
  for (const auto& [kind, count] : counts_) {
    total += count;
  }
  return total;
}

}  // namespace noroshi

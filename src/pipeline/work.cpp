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

#include "pipeline/load_indicators.h"

#include <filesystem>
#include <utility>

#include "source/file_reader.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{512} << 20;

}  // namespace

Result<LoadedIndicators> load_indicators(std::span<const std::string> paths) {
  LoadedIndicators out;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
      return fail(ErrorCode::kNotFound, "no such file", path);
    }
    std::string text = TRY(read_whole_file(path, kLargestFile));
    auto list = read_indicators(text);
    if (!list) {
      return fail(ErrorCode::kConfiguration, list.error().message, path);
    }
    auto number = static_cast<std::uint32_t>(out.lists.size());
    for (Indicator& indicator : list->indicators) {
      indicator.list = number;
      out.indicators.push_back(std::move(indicator));
    }
    out.lists.push_back({path, list->format, list->indicators.size(), list->left_aside_count,
                         std::move(list->left_aside), std::move(list->markings)});
  }
  if (!paths.empty() && out.indicators.empty()) {
    std::string reason = "no indicator could be taken from it";
    if (!out.lists[0].left_aside.empty()) {
      const UnusedIndicator& first = out.lists[0].left_aside[0];
      reason += "; line " + std::to_string(first.line) + " " + first.reason;
    }
    return fail(ErrorCode::kConfiguration, std::move(reason), paths[0]);
  }
  return out;
}

}  // namespace noroshi

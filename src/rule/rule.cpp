#include "rule/rule.h"

#include <array>

namespace noroshi {
namespace {

using Level = std::pair<std::string_view, RuleLevel>;
using Status = std::pair<std::string_view, RuleStatus>;

constexpr std::array kLevels = {
    Level{"informational", RuleLevel::kInformational},
    Level{"low", RuleLevel::kLow},
    Level{"medium", RuleLevel::kMedium},
    Level{"high", RuleLevel::kHigh},
    Level{"critical", RuleLevel::kCritical},
};
constexpr std::array kStatuses = {
    Status{"unsupported", RuleStatus::kUnsupported},
    Status{"deprecated", RuleStatus::kDeprecated},
    Status{"experimental", RuleStatus::kExperimental},
    Status{"test", RuleStatus::kTest},
    Status{"stable", RuleStatus::kStable},
};

template <typename Table, typename Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [name, entry] : table) {
    if (entry == value) {
      return name;
    }
  }
  return {};
}

template <typename Value, typename Table>
std::optional<Value> value_of(const Table& table, std::string_view text) {
  for (const auto& [name, entry] : table) {
    if (name == text) {
      return entry;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(RuleLevel level) {
  return name_of(kLevels, level);
}
std::string_view to_string(RuleStatus status) {
  return name_of(kStatuses, status);
}
std::optional<RuleLevel> level_from(std::string_view text) {
  return value_of<RuleLevel>(kLevels, text);
}
std::optional<RuleStatus> status_from(std::string_view text) {
  return value_of<RuleStatus>(kStatuses, text);
}

}  // namespace noroshi

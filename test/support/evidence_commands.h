// The commands of noroshi-evidence.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi::evidence {

// Runs one command and returns what it prints. Wrong usage is kConfiguration, with the usage.
[[nodiscard]] Result<std::string> run_evidence_command(std::span<const std::string_view> arguments);

}  // namespace noroshi::evidence

// A long Sysmon log for benchmarks: half process creation, the rest connections, image loads,
// process accesses, files, registry values and name look-ups, on a few dozen hosts. Equal seeds
// give equal bytes, other seeds other hosts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "support/event_spec.h"

namespace noroshi::evidence {

struct SysmonLogOptions {
  std::uint64_t records = 1'000'000;
  std::uint64_t seed = 1;
  EventStyle style = EventStyle::kManifest;
};

// Returns the figures, for people.
[[nodiscard]] Result<std::string> write_sysmon_log(const std::filesystem::path& path,
                                                   const SysmonLogOptions& options);

}  // namespace noroshi::evidence

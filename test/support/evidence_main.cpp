// noroshi-evidence: makes event logs for demonstrations, benchmarks and fuzzing.
#include <fmt/format.h>

#include <cstdio>
#include <string_view>
#include <vector>

#include "support/evidence_commands.h"

int main(int argc, char** argv) {
  using namespace noroshi::evidence;
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const noroshi::Result<std::string> done = run_evidence_command(arguments);
  if (!done.has_value()) {
    fmt::print(stderr, "noroshi-evidence: {}\n", done.error().to_string());
    return done.error().code == noroshi::ErrorCode::kConfiguration ? 2 : 74;
  }
  fmt::print("{}", *done);
  return 0;
}

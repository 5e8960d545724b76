#include "support/evidence_commands.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <optional>
#include <vector>

#include "support/evidence_pack.h"
#include "support/fuzz_seeds.h"
#include "support/indicator_list.h"
#include "support/replicate.h"
#include "support/scenario.h"
#include "support/sysmon_log.h"

namespace noroshi::evidence {
namespace {

constexpr std::string_view kUsage =
    "usage:\n"
    "  noroshi-evidence demo DIR [--seed S]\n"
    "  noroshi-evidence pack FILE DIR\n"
    "  noroshi-evidence sysmon FILE --records N [--no-templates] [--seed S]\n"
    "  noroshi-evidence replicate OUT --records N INPUT...\n"
    "  noroshi-evidence indicators FILE --records N [--seed S]\n"
    "  noroshi-evidence fuzz-seeds DIR\n";

constexpr std::uint64_t kDefaultSeed = 2026;

struct Arguments {
  std::vector<std::string> paths;
  std::optional<std::uint64_t> records;
  std::uint64_t seed = kDefaultSeed;
  bool no_templates = false;
};

std::unexpected<Error> usage(std::string_view what) {
  return fail(ErrorCode::kConfiguration, fmt::format("{}\n{}", what, kUsage));
}

Result<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return usage(fmt::format("'{}' is not a number", text));
  }
  return value;
}

Result<Arguments> parse(std::span<const std::string_view> arguments) {
  Arguments out;
  for (std::size_t index = 0; index < arguments.size(); ++index) {
    const std::string_view argument = arguments[index];
    if (argument == "--no-templates") {
      out.no_templates = true;
    } else if (argument == "--records" || argument == "--seed") {
      if (++index == arguments.size()) {
        return usage(fmt::format("{} needs a number", argument));
      }
      const std::uint64_t value = TRY(parse_number(arguments[index]));
      if (argument == "--seed") {
        out.seed = value;
      } else {
        out.records = value;
      }
    } else if (argument.starts_with("--")) {
      return usage(fmt::format("unknown option '{}'", argument));
    } else {
      out.paths.emplace_back(argument);
    }
  }
  return out;
}

Result<std::string> demo(const Arguments& arguments) {
  if (arguments.paths.size() != 1) {
    return usage("demo takes one directory");
  }
  const MachineTotals totals = TRY(write_demo(arguments.paths[0], arguments.seed));
  return fmt::format("{} records, {} bytes in {}\n", totals.records, totals.bytes,
                     arguments.paths[0]);
}

Result<std::string> pack(const Arguments& arguments) {
  if (arguments.paths.size() != 2) {
    return usage("pack takes the archive to make and one directory");
  }
  return pack_directory(arguments.paths[0], arguments.paths[1]);
}

Result<std::string> sysmon(const Arguments& arguments) {
  if (arguments.paths.size() != 1 || !arguments.records) {
    return usage("sysmon takes one file and --records");
  }
  return write_sysmon_log(arguments.paths[0],
                          {*arguments.records, arguments.seed,
                           arguments.no_templates ? EventStyle::kInline : EventStyle::kManifest});
}

Result<std::string> replicate_logs(const Arguments& arguments) {
  if (arguments.paths.size() < 2 || !arguments.records) {
    return usage("replicate takes the output, --records and at least one input");
  }
  return replicate(arguments.paths[0], *arguments.records,
                   {arguments.paths.begin() + 1, arguments.paths.end()});
}

Result<std::string> indicators(const Arguments& arguments) {
  if (arguments.paths.size() != 1 || !arguments.records) {
    return usage("indicators takes one file and --records");
  }
  return write_indicator_list(arguments.paths[0], {*arguments.records, arguments.seed});
}

Result<std::string> fuzz_seeds(const Arguments& arguments) {
  if (arguments.paths.size() != 1) {
    return usage("fuzz-seeds takes one directory");
  }
  return write_fuzz_seeds(arguments.paths[0]);
}

}  // namespace

Result<std::string> run_evidence_command(std::span<const std::string_view> arguments) {
  if (arguments.empty()) {
    return usage("no command");
  }
  const Arguments parsed = TRY(parse(arguments.subspan(1)));
  if (arguments[0] == "demo") {
    return demo(parsed);
  }
  if (arguments[0] == "pack") {
    return pack(parsed);
  }
  if (arguments[0] == "sysmon") {
    return sysmon(parsed);
  }
  if (arguments[0] == "replicate") {
    return replicate_logs(parsed);
  }
  if (arguments[0] == "indicators") {
    return indicators(parsed);
  }
  if (arguments[0] == "fuzz-seeds") {
    return fuzz_seeds(parsed);
  }
  return usage(fmt::format("unknown command '{}'", arguments[0]));
}

}  // namespace noroshi::evidence

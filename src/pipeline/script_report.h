// Script blocks with what rules say of them, in order of time: what `noroshi scripts` prints.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "match/rule_set.h"
#include "pipeline/script_parts.h"

namespace noroshi {

struct FoundScript {
  Time time;  // of the first part; so are the next three
  std::uint32_t source = 0;
  std::uint64_t offset = 0;
  std::uint64_t record = 0;
  std::uint64_t parts = 0;
  std::uint64_t of = 0;
  std::uint64_t versions = 0;
  std::uint64_t cut = 0;
  std::vector<std::uint32_t> held;    // rules that held on a part
  std::vector<std::uint32_t> joined;  // rules that held on the whole text only
  std::string_view host;
  std::string_view id;
  std::string_view path;
  std::string_view missing;  // "3-4, 9"
  std::string_view text;     // with a line of its own where parts are missing
};

// Every block of `parts`, which nobody adds to any more, to `take`; its views hold during the call.
// Memory: 32 MiB to sort them, and some copies of one text.
[[nodiscard]] Result<void> report_scripts(
    ScriptParts& parts, std::shared_ptr<const RuleSet> rules,
    const std::function<Result<void>(const FoundScript&)>& take);

// The text of a block as it is printed: gaps are lines such as
//   # noroshi: parts 3 to 4 of 9 are not in the log
[[nodiscard]] std::string marked_text(const ScriptBlock& block);

}  // namespace noroshi

// The lines of a process tree as rows: one call prints a walk in any format (report/rows.h).
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "incident/process_walk.h"
#include "report/rows.h"
#include "rule/rule.h"
#include "source/files.h"

namespace noroshi {

[[nodiscard]] std::span<const Column> process_columns();

// `rules` are numbered as in the events that the tree was made of. `is_narrowed`: only some
// processes were asked for, and those are marked in tables.
struct ProcessLineContext {
  std::span<const RulePtr> rules;
  std::span<const SourceFile> files;
  Lines lines = Lines::kAscii;
  bool is_narrowed = false;
};

[[nodiscard]] Result<void> print_processes(const ProcessTree& tree, const ProcessWalk& walk,
                                           const ProcessLineContext& context, RowWriter& rows);

}  // namespace noroshi

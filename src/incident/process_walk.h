// Which part of a ProcessTree was asked for, as lines from the top down.
//
//   ProcessWalk walk = walk_processes(tree, *ProcessQuery::parse("cmd.exe"), {});
//   explorer.exe     depth 0, ancestor
//     cmd.exe        depth 1, asked for
//       whoami.exe   depth 2, descendant
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "incident/process_tree.h"

namespace noroshi {

// What stands behind the colon of HOST:PROCESS.
struct ProcessQuery {
  enum class By : std::uint8_t { kEvery, kNumber, kGuid, kName, kPath };
  By by = By::kEvery;
  std::uint32_t pid = 0;
  std::string text;  // GUID in upper case with braces, or folded name or path

  // Decimal digits are a process number, 32 hexadecimal digits a GUID (hyphens and braces as you
  // like), text with a separator a whole path, other text a file name (".exe" may be left out);
  // nothing asks for every process. A number that is too large is a name.
  [[nodiscard]] static ProcessQuery parse(std::string_view text);
  [[nodiscard]] bool admits(const ProcessNode& process) const;
};

struct WalkLimits {
  // Deeper trees are cut, not followed for ever: a chain of a million is no tree that anyone reads.
  static constexpr std::uint32_t kDeepest = 1000;
  static constexpr std::uint64_t kMostLines = 10'000;

  std::uint32_t depth = kDeepest;  // generations below the root, or below what was asked for
  std::uint64_t lines = kMostLines;
};

enum class WalkRole : std::uint8_t { kAsked, kAncestor, kDescendant };

struct WalkLine {
  std::uint32_t node = 0;
  std::uint32_t parent_line = ProcessNode::kNone;  // index in ProcessWalk::lines
  std::uint32_t depth = 0;                         // below the first line of its tree
  WalkRole role = WalkRole::kAsked;
  bool is_last = false;      // of its parent's lines
  std::uint64_t hidden = 0;  // processes below it that a limit left out
};

struct ProcessWalk {
  std::vector<WalkLine> lines;
  std::uint64_t asked = 0;   // processes that the query admits
  std::uint64_t hidden = 0;  // processes that a limit left out
};

// Every process that the query admits, its ancestors and its descendants; parents before children,
// siblings by time. Cost: linear in the tree.
[[nodiscard]] ProcessWalk walk_processes(const ProcessTree& tree, const ProcessQuery& query,
                                         const WalkLimits& limits);

}  // namespace noroshi

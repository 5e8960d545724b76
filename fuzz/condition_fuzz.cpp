// Any text as a condition over a few selections: it is refused with a reason, or the tree that it
// gives, written out as a condition again, gives the same tree.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "rule/condition.h"

namespace noroshi {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"a",       "b",   "sel_a", "sel_b",
                                                    "_hidden", "NOT", "x-y+z"};

std::string write(const Rule& rule, const RuleNode& node) {
  switch (node.kind) {
    case NodeKind::kSelection:
      return rule.selections[node.index].name;
    case NodeKind::kNot:
      return "not " + write(rule, node.children.front());
    case NodeKind::kItem:
    case NodeKind::kAnd:
    case NodeKind::kOr:
      break;
  }
  ENSURE(node.kind != NodeKind::kItem && node.children.size() > 1);
  std::string out = "(";
  for (const RuleNode& child : node.children) {
    out += &child == &node.children.front() ? "" : node.kind == NodeKind::kAnd ? " and " : " or ";
    out += write(rule, child);
  }
  return out + ")";
}

void check(std::string_view text) {
  Placeholders none;
  RuleDraft draft(none);
  for (std::string_view name : kNames) {
    draft.rule.selections.push_back({.name = std::string(name), .root = {}, .line = 1});
  }
  auto tree = ConditionReader(draft).read(text);
  if (!tree) {
    ENSURE(!tree.error().message.empty());
    return;
  }
  std::string written = write(draft.rule, *tree);
  if (written.size() > kMaxConditionLength) {
    return;  // patterns were written out
  }
  auto again = ConditionReader(draft).read(written);
  ENSURE(again.has_value() || again.error().code == ErrorCode::kLimit);
  ENSURE(!again.has_value() || write(draft.rule, *again) == written);
}

}  // namespace
}  // namespace noroshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  noroshi::check({reinterpret_cast<const char*>(data), size});
  return 0;
}

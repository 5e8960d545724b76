// Expression: a rule's condition over predicates, flat and ready to be evaluated.
//
// Children of AND and OR are ordered by cost, cheap ones first, so that a regular expression is
// asked only where nothing cheaper has decided. Evaluation comes in two forms: with all predicates
// at hand (a record), and three-valued, with some predicates unknown (a Plan: what the Shape alone
// decides).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rule/rule.h"

namespace noroshi {

enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown };

struct ExpressionNode {
  NodeKind kind = NodeKind::kItem;  // kAnd, kOr, kNot, kItem
  std::uint32_t first = 0;          // kItem: the predicate; else: of the children
  std::uint32_t count = 0;
};

// All expressions of a rule set, in one array; children stand side by side.
class Expressions {
 public:
  // Adds a rule's condition; predicates[i] is the number of rule.items[i]. costs[p]: of predicate
  // p. Returns the root.
  std::uint32_t add(const Rule& rule, std::span<const std::uint32_t> predicates,
                    std::span<const unsigned> costs);

  [[nodiscard]] const ExpressionNode& node(std::uint32_t index) const { return nodes_[index]; }

  template <typename Ask>
  [[nodiscard]] bool holds(std::uint32_t root, Ask&& ask) const {
    const ExpressionNode& node = nodes_[root];
    switch (node.kind) {
      case NodeKind::kItem:
        return ask(node.first);
      case NodeKind::kNot:
        return !holds(node.first, ask);
      case NodeKind::kAnd:
        for (std::uint32_t i = 0; i < node.count; ++i) {
          if (!holds(node.first + i, ask)) {
            return false;
          }
        }
        return true;
      case NodeKind::kOr:
        for (std::uint32_t i = 0; i < node.count; ++i) {
          if (holds(node.first + i, ask)) {
            return true;
          }
        }
        return false;
      case NodeKind::kSelection:
        break;
    }
    return false;
  }

  template <typename Ask>
  [[nodiscard]] Truth truth(std::uint32_t root, Ask&& ask) const {
    const ExpressionNode& node = nodes_[root];
    if (node.kind == NodeKind::kItem) {
      return ask(node.first);
    }
    if (node.kind == NodeKind::kNot) {
      Truth inner = truth(node.first, ask);
      return inner == Truth::kUnknown ? inner
             : inner == Truth::kTrue  ? Truth::kFalse
                                      : Truth::kTrue;
    }
    Truth decisive = node.kind == NodeKind::kAnd ? Truth::kFalse : Truth::kTrue;
    Truth result = node.kind == NodeKind::kAnd ? Truth::kTrue : Truth::kFalse;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      Truth child = truth(node.first + i, ask);
      if (child == decisive) {
        return decisive;
      }
      if (child == Truth::kUnknown) {
        result = Truth::kUnknown;
      }
    }
    return result;
  }

 private:
  struct Tree;
  static Tree build(const Rule& rule, const RuleNode& node,
                    std::span<const std::uint32_t> predicates, std::span<const unsigned> costs);
  void place(const Tree& tree, std::uint32_t at);

  std::vector<ExpressionNode> nodes_;
};

}  // namespace noroshi

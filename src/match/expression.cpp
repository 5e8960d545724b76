#include "match/expression.h"

#include <algorithm>

namespace noroshi {

struct Expressions::Tree {
  NodeKind kind = NodeKind::kItem;
  std::uint32_t predicate = 0;
  unsigned cost = 0;
  std::vector<Tree> children;
};

Expressions::Tree Expressions::build(const Rule& rule, const RuleNode& node,
                                     std::span<const std::uint32_t> predicates,
                                     std::span<const unsigned> costs) {
  switch (node.kind) {
    case NodeKind::kItem:
      return {NodeKind::kItem, predicates[node.index], costs[predicates[node.index]], {}};
    case NodeKind::kSelection:
      return build(rule, rule.selections[node.index].root, predicates, costs);
    case NodeKind::kNot: {
      Tree inner = build(rule, node.children.front(), predicates, costs);
      if (inner.kind == NodeKind::kNot) {
        return std::move(inner.children.front());
      }
      Tree tree{NodeKind::kNot, 0, inner.cost, {}};
      tree.children.push_back(std::move(inner));
      return tree;
    }
    case NodeKind::kAnd:
    case NodeKind::kOr:
      break;
  }
  Tree tree{node.kind, 0, 0, {}};
  for (const RuleNode& child : node.children) {
    Tree made = build(rule, child, predicates, costs);
    if (made.kind == node.kind) {
      for (Tree& grandchild : made.children) {
        tree.children.push_back(std::move(grandchild));
      }
    } else {
      tree.children.push_back(std::move(made));
    }
  }
  std::stable_sort(tree.children.begin(), tree.children.end(),
                   [](const Tree& a, const Tree& b) { return a.cost < b.cost; });
  if (tree.children.size() == 1) {
    return std::move(tree.children.front());
  }
  for (const Tree& child : tree.children) {
    tree.cost += child.cost;
  }
  return tree;
}

void Expressions::place(const Tree& tree, std::uint32_t at) {
  if (tree.kind == NodeKind::kItem) {
    nodes_[at] = {NodeKind::kItem, tree.predicate, 0};
    return;
  }
  auto first = static_cast<std::uint32_t>(nodes_.size());
  nodes_[at] = {tree.kind, first, static_cast<std::uint32_t>(tree.children.size())};
  nodes_.resize(nodes_.size() + tree.children.size());
  for (std::size_t i = 0; i < tree.children.size(); ++i) {
    place(tree.children[i], first + static_cast<std::uint32_t>(i));
  }
}

std::uint32_t Expressions::add(const Rule& rule, std::span<const std::uint32_t> predicates,
                               std::span<const unsigned> costs) {
  Tree tree = build(rule, rule.condition, predicates, costs);
  auto root = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  place(tree, root);
  return root;
}

}  // namespace noroshi

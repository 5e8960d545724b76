// From the steps of a record to its Layout, without building or comparing a key: a tree whose
// branches are steps. A record walks from the root to a leaf while its tokens are read; the leaf
// knows the Layout. Nearly always the next step is the first branch of the node, so a record costs
// one comparison a step. Further branches are in one hash table for all nodes.
//
// Bounded by kMaxStructureNodes; where the tree ends the walk is at kNowhere, and the record is
// served without it.
#pragma once

#include <cstdint>
#include <vector>

#include "decode/evtx/layout.h"

namespace noroshi::evtx {

class StructureTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNowhere = 0xffffffff;

  StructureTree();

  // What distinguishes steps: sources are alike whatever their index.
  static std::uint64_t key(StepKind kind, PieceKind piece, PiecePlace place, NameId name) {
    return (std::uint64_t{static_cast<std::uint8_t>(kind)} << 48) |
           (std::uint64_t{static_cast<std::uint8_t>(place)} << 40) |
           (std::uint64_t{static_cast<std::uint8_t>(piece)} << 32) | name;
  }

  Node next(Node node, std::uint64_t key) {
    if (node == kNowhere) [[unlikely]] {
      return kNowhere;
    }
    const Entry& entry = nodes_[node];
    return entry.first_key == key ? entry.first_child : next_slow(node, key);
  }

  [[nodiscard]] const Layout* layout(Node node) const {
    return node == kNowhere ? nullptr : nodes_[node].layout;
  }
  void set_layout(Node node, const Layout* layout) { nodes_[node].layout = layout; }

 private:
  struct Entry {
    std::uint64_t first_key = ~std::uint64_t{0};
    Node first_child = kNowhere;
    const Layout* layout = nullptr;
  };
  struct Branch {
    std::uint64_t key = 0;
    Node parent = kNowhere;
    Node child = kNowhere;
  };

  Node next_slow(Node node, std::uint64_t key);
  Node add_node();

  std::vector<Entry> nodes_;
  std::vector<Branch> branches_;  // open addressing
};

}  // namespace noroshi::evtx

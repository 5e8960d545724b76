#include "decode/evtx/structure_tree.h"

#include <bit>

#include "decode/evtx/hash.h"
#include "decode/evtx/limits.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kBranchSlots = std::bit_ceil(kMaxStructureNodes / 4);

}  // namespace

StructureTree::StructureTree() : nodes_(1) {}

StructureTree::Node StructureTree::add_node() {
  if (nodes_.size() >= kMaxStructureNodes) {
    return kNowhere;
  }
  nodes_.emplace_back();
  return static_cast<Node>(nodes_.size() - 1);
}

StructureTree::Node StructureTree::next_slow(Node node, std::uint64_t key) {
  if (nodes_[node].first_child == kNowhere) {
    const Node child = add_node();
    if (child != kNowhere) {
      nodes_[node].first_key = key;
      nodes_[node].first_child = child;
    }
    return child;
  }
  if (branches_.empty()) {
    branches_.resize(kBranchSlots);
  }
  const std::uint64_t hash = mix(key, node);
  for (std::uint64_t probe = 0; probe < kMaxProbes; ++probe) {
    Branch& branch = branches_[(hash + probe) & (kBranchSlots - 1)];
    if (branch.child == kNowhere) {
      branch = {key, node, add_node()};
      return branch.child;
    }
    if (branch.key == key && branch.parent == node) {
      return branch.child;
    }
  }
  return kNowhere;
}

}  // namespace noroshi::evtx

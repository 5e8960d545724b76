// The general path: walks every token of a record, expanding substitutions as they come, and finds
// the Layout by the steps that it took. Serves records without templates (forwarded logs), raw
// fragments inside values, and everything else that the template path does not take.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/arena.h"
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/decoded.h"
#include "decode/evtx/instance.h"
#include "decode/evtx/layout_store.h"
#include "decode/evtx/limits.h"
#include "decode/evtx/structure_tree.h"
#include "decode/evtx/walker.h"

namespace noroshi::evtx {

// Whether an instance's id must be that of the definition it points to. In slack space the
// definition may have been overwritten by another.
enum class DefinitionCheck : std::uint8_t { kTrust, kSameId };

class GeneralPath {
 public:
  GeneralPath(ChunkContext& chunk, Arena& arena, LayoutStore& layouts);

  // The record whose BinXML is at [begin, end) of the chunk. `out` holds until the next call.
  [[nodiscard]] Problem decode(std::uint32_t begin, std::uint32_t end, DefinitionCheck check,
                               Decoded& out);

  // As the Walker's handler.
  Problem open(NameId name) { return push(StepKind::kOpen, name); }
  Problem attribute(NameId name) { return push(StepKind::kAttribute, name); }
  Problem data_name(NameId name) { return push(StepKind::kDataName, name); }
  Problem close() { return push(StepKind::kClose, 0); }
  Problem literal(const Value& value, PieceKind kind, PiecePlace place) {
    return push_source(value, kind, place);
  }
  Problem substitution(std::uint32_t index, SubstitutionKind kind, std::uint8_t declared,
                       PiecePlace place);
  Problem name_substitution(std::uint32_t index, Value& value);
  Problem instance(std::uint32_t at, std::uint32_t end);
  NameId last_data_name = NameTable::kNoName;

 private:
  // The values of one instance. Null has no Value of its own: what it is depends on who asks.
  struct Level {
    std::uint32_t count = 0;
    std::array<Value, kMaxValues> values;
    std::array<std::uint8_t, kMaxValues> types;
  };

  Problem push(StepKind kind, NameId name) {
    if (step_count_ == kMaxSteps) [[unlikely]] {
      return Problem::kSteps;
    }
    steps_[step_count_++] = {kind, PieceKind::kText, PiecePlace::kContent, name};
    node_ =
        structures_.next(NameTable::is_transient(name) ? StructureTree::kNowhere : node_,
                         StructureTree::key(kind, PieceKind::kText, PiecePlace::kContent, name));
    return Problem::kNone;
  }
  Problem push_source(const Value& value, PieceKind kind, PiecePlace place) {
    if (step_count_ == kMaxSteps) [[unlikely]] {
      return Problem::kSteps;
    }
    put_value(sources_[source_count_], value.data, value.size, value.type);
    steps_[step_count_++] = {StepKind::kSource, kind, place, source_count_++};
    node_ = structures_.next(node_, StructureTree::key(StepKind::kSource, kind, place, 0));
    return Problem::kNone;
  }

  Problem fragment(std::uint32_t begin, std::uint32_t end, Dependencies dependencies);
  Problem read_values(const Instance& instance, std::uint32_t end, Level& level);
  Problem find_layout(Decoded& out);

  ChunkContext& chunk_;
  Arena& arena_;
  LayoutStore& layouts_;
  StructureTree structures_;

  DefinitionCheck check_ = DefinitionCheck::kTrust;
  StructureTree::Node node_ = StructureTree::kRoot;
  std::uint32_t step_count_ = 0;
  std::uint32_t source_count_ = 0;
  std::uint32_t nesting_ = 0;   // fragments being walked, without definitions
  Level* current_ = nullptr;    // of the definition being walked
  std::vector<Step> steps_;     // kMaxSteps
  std::vector<Value> sources_;  // kMaxSteps
  std::vector<Value> composed_;
  std::vector<Level> levels_;  // kMaxNesting
};

}  // namespace noroshi::evtx

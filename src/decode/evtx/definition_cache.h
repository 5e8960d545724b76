// Template definitions, compiled once. A definition is known by its content: the steps it takes and
// its literal texts, with names resolved, compared in full. Its identifier and size are the file's
// claims and are not used; its bytes differ from chunk to chunk, since names are offsets.
//
//   chunk offset --(table for this chunk)--> Definition <--(by content)-- compiled steps
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/layout.h"
#include "decode/evtx/limits.h"
#include "decode/evtx/step.h"
#include "event/value.h"

namespace noroshi::evtx {

struct Definition;

// A root definition, or a definition nested in another, and so on: what decides the Shape.
struct Chain {
  const Definition* definition = nullptr;
  Chain* outer = nullptr;
  std::uint32_t first_slot = 0;            // where the definition's values begin among the sources
  const Layout* layout = nullptr;          // of records that end here; null: not built yet
  const Definition* last_inner = nullptr;  // memory of the last step inward
  Chain* last_chain = nullptr;
  std::unordered_map<const Definition*, std::unique_ptr<Chain>> inner;
};

struct Definition {
  static constexpr std::uint32_t kNoSlot = 0xffffffff;

  std::vector<Step> steps;            // kSource: slot; kLiteral: index; kEmbedded: slot
  std::vector<std::string> literals;  // UTF-8
  // The literals as they were read: for each its type, its size, its bytes. To compare by.
  std::string raw_literals;
  std::uint32_t literal_count = 0;
  // For each slot what a null in it is: absent under an optional substitution, else empty.
  std::vector<ValueType> null_types;
  std::uint32_t embedded = kNoSlot;  // the slot that holds another fragment
  Chain root;                        // of records that begin with this definition

  [[nodiscard]] std::uint32_t slots() const {
    return static_cast<std::uint32_t>(null_types.size());
  }
};

class DefinitionCache {
 public:
  DefinitionCache(ChunkContext& chunk, Arena& arena);

  void start_chunk() {
    table_.fill({});
    table_count_ = 0;
    chunk_steps_ = 0;
  }

  // The definition at `offset` of the chunk; null if it is not for the template path (damaged,
  // irregular, or no room). Cost after the first call for a chunk and offset: a table look-up.
  Definition* find(std::uint32_t offset) {
    for (std::uint32_t i = slot_of(offset);; i = (i + 1) % kTableSize) {
      const Entry& entry = table_[i];
      if (entry.offset == offset) [[likely]] {
        return entry.definition;
      }
      if (entry.offset == 0) {
        return add(offset);
      }
    }
  }

 private:
  static constexpr std::uint32_t kTableSize = 256;
  static_assert(kMaxChunkDefinitions < kTableSize);

  struct Entry {
    std::uint32_t offset = 0;  // 0: free; the chunk's header is there
    Definition* definition = nullptr;
  };
  struct Known {
    std::uint64_t hash = 0;
    std::unique_ptr<Definition> definition;
  };

  static std::uint32_t slot_of(std::uint32_t offset) { return (offset * 0x9e3779b1U) >> 24; }
  Definition* add(std::uint32_t offset);
  Definition* compile(std::uint32_t offset);

  ChunkContext& chunk_;
  Arena& arena_;
  std::array<Entry, kTableSize> table_{};
  std::uint32_t table_count_ = 0;
  std::size_t chunk_steps_ = 0;  // of all definitions of this chunk
  std::vector<Known> known_;     // open addressing by content
  std::size_t known_count_ = 0;
  std::size_t bytes_ = 0;
  std::unique_ptr<Definition> scratch_;
};

}  // namespace noroshi::evtx

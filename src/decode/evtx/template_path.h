// The template path: a record is its chain of definitions (compiled once, definition_cache.h) and
// its values, which are put in place from their descriptors: no token is read, nothing is copied.
//
//   0c .. definition -> table -> Chain
//   (size, type) (size, type) ...   -> values[slot] = {pointer, size, type}
//   the embedded slot's bytes: the same again, one chain further in
//
// It never judges: whatever is odd (a fragment where none was declared, a raw fragment, a value
// table that leads outside) is left to the general path, which decides what it is. Both give the
// same fields.
#pragma once

#include <cstdint>
#include <vector>

#include "base/arena.h"
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/decoded.h"
#include "decode/evtx/definition_cache.h"
#include "decode/evtx/instance.h"
#include "decode/evtx/layout_store.h"

namespace noroshi::evtx {

class TemplatePath {
 public:
  TemplatePath(ChunkContext& chunk, Arena& arena, LayoutStore& layouts);

  void start_chunk() { definitions_.start_chunk(); }

  // The record whose BinXML is at [begin, end) of the chunk, or false: for the general path.
  // `out` holds until the next call.
  [[nodiscard]] bool decode(std::uint32_t begin, std::uint32_t end, Decoded& out);

 private:
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // 0: no fragment
  };

  [[nodiscard]] bool fill(const Instance& instance, const Definition& definition, std::uint32_t end,
                          Value* values, Range& embedded);
  [[nodiscard]] Chain* inner(Chain& outer, const Definition& definition);
  [[nodiscard]] const Layout* build(Chain& chain);

  ChunkContext& chunk_;
  Arena& arena_;
  LayoutStore& layouts_;
  DefinitionCache definitions_;
  std::size_t chains_ = 0;
  std::vector<Value> values_;  // kMaxNesting * kMaxValues
  std::vector<Value> composed_;
};

}  // namespace noroshi::evtx

#pragma once
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/decoded.h"
#include "decode/evtx/layout_store.h"
namespace noroshi::evtx {
class TemplatePath {
 public:
  TemplatePath(ChunkContext&, Arena&, LayoutStore&) {}
  void start_chunk() {}
  bool decode(std::uint32_t, std::uint32_t, Decoded&) { return false; }
};
}  // namespace noroshi::evtx

// A template instance: which definition, and a table of (size, type) with the values behind it.
//
//   0c  version:1  id:4  definition offset:4  [the definition, if it stands right here]
//   count:4  (size:2 type:1 zero:1) x count  values
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "decode/evtx/format.h"
#include "decode/evtx/limits.h"
#include "decode/evtx/problem.h"

namespace noroshi::evtx {

struct Instance {
  std::uint32_t id = 0;          // should be the start of the definition's identifier
  std::uint32_t definition = 0;  // offset
  std::uint32_t count = 0;
  std::uint32_t descriptors = 0;  // offset; all `count` of them are inside
  std::uint32_t values = 0;       // offset; not yet known to be inside
};

// `at` is at the token, which is known to be there. `data` is the chunk, `end` the fragment's end.
[[nodiscard]] inline Problem read_instance(const std::byte* data, std::uint32_t at,
                                           std::uint32_t end, Instance& out) {
  if (end - at < kInstanceHeaderSize) {
    return Problem::kTruncated;
  }
  out.id = load_le<std::uint32_t>(data + at + 2);
  out.definition = load_le<std::uint32_t>(data + at + 6);
  at += kInstanceHeaderSize;
  if (out.definition == at) {
    if (end - at < kDefinitionHeaderSize) {
      return Problem::kTruncated;
    }
    const auto size = load_le<std::uint32_t>(data + at + 20);
    at += kDefinitionHeaderSize;
    if (end - at < size) {
      return Problem::kTruncated;
    }
    at += size;
  }
  if (end - at < 4) {
    return Problem::kTruncated;
  }
  out.count = load_le<std::uint32_t>(data + at);
  at += 4;
  if (out.count > kMaxValues) {
    return Problem::kValues;
  }
  if (end - at < 4 * out.count) {
    return Problem::kTruncated;
  }
  out.descriptors = at;
  out.values = at + 4 * out.count;
  return Problem::kNone;
}

// Where the tokens of a definition lie. A size that leads out of the chunk is cut there.
struct DefinitionExtent {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t id = 0;  // first four bytes of its identifier
};

[[nodiscard]] inline Problem read_definition(const std::byte* data, std::uint32_t chunk_size,
                                             std::uint32_t offset, DefinitionExtent& out) {
  if (offset < kChunkHeaderSize || offset > chunk_size ||
      chunk_size - offset < kDefinitionHeaderSize) {
    return Problem::kDefinition;
  }
  out.id = load_le<std::uint32_t>(data + offset + 4);
  const auto size = load_le<std::uint32_t>(data + offset + 20);
  out.begin = offset + kDefinitionHeaderSize;
  out.end = size < chunk_size - out.begin ? out.begin + size : chunk_size;
  return Problem::kNone;
}

}  // namespace noroshi::evtx

// The EVTX decoder on hostile bytes: both paths must agree on every record, every byte and number
// must be accounted for, and nothing may crash or take long.
//
// The first byte says what the rest is, so that mutations reach past the framing:
//   0  a chunk, or its beginning
//   1  the records of a chunk; the header is made here
//   2  the content of one record, which is then written three times with a frame around each
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "support/evtx_paths.h"
#include "support/raw_chunk.h"

namespace {

using noroshi::support::RawChunk;

std::string make_chunk(std::uint8_t form, std::string_view bytes) {
  if (form == 0) {
    return std::string(bytes.substr(0, noroshi::evtx::kChunkSize));
  }
  RawChunk chunk;
  if (form == 1) {
    chunk.raw(bytes.substr(0, noroshi::evtx::kChunkSize - 512));
  } else {
    // Offsets mean the first copy, so that the later ones refer back to it.
    bytes = bytes.substr(0, 20000);
    for (std::uint64_t id = 1; id <= 3; ++id) {
      chunk.begin_record(id).raw(bytes).end_record();
    }
  }
  // What is behind the records is slack with an old record.
  RawChunk old;
  old.begin_record(77).fragment().leaf("Old", "v").end().end_record();
  const std::string slack = old.finish().substr(512, 128);
  return chunk.finish(slack).substr(0, chunk.at() + slack.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string chunk = make_chunk(static_cast<std::uint8_t>(data[0] % 3),
                                       {reinterpret_cast<const char*>(data + 1), size - 1});
  const auto bytes = std::as_bytes(std::span(chunk));
  // One comparer for the whole run: what earlier inputs left in the caches must not matter. It is
  // renewed now and then, so that a find does not need them all.
  static noroshi::support::PathComparer* comparer = nullptr;
  static int uses = 0;
  if (comparer == nullptr || ++uses % 512 == 0) {
    delete comparer;
    comparer = new noroshi::support::PathComparer;
  }
  for (int pass = 0; pass < 2; ++pass) {
    const std::string wrong = comparer->compare(bytes, {0, 4096, 0});
    if (!wrong.empty()) {
      std::fprintf(stderr, "%s\n", wrong.c_str());
      std::abort();
    }
  }
  (void)noroshi::evtx::looks_like_evtx(bytes);
  (void)noroshi::evtx::read_file_header(bytes);
  return 0;
}

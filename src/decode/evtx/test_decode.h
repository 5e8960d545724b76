// For the tests of this folder: decode a chunk on both paths, insist that they agree, look at it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "decode/evtx/evtx.h"
#include "support/evtx_paths.h"
#include "support/raw_chunk.h"

namespace noroshi::evtx {

struct Decoding {
  ChunkReport report;
  support::FlatSink sink;

  [[nodiscard]] std::size_t records() const { return sink.records.size(); }
  [[nodiscard]] std::size_t count(std::string_view kind) const { return sink.count(kind); }
  // The text at "data/Event/EventData/X = X" of a record; "(absent)" if it is not there.
  [[nodiscard]] std::string field(std::string_view path, std::size_t record = 0) const {
    if (record >= sink.records.size()) {
      return "(no record)";
    }
    for (const auto& [name, text] : sink.records[record].fields) {
      if (name == path) {
        return text;
      }
    }
    return "(absent)";
  }
};

inline Decoding decode(const std::string& chunk, Recover recover = Recover::kNo) {
  const Bytes bytes = std::as_bytes(std::span(chunk));
  const Origin origin{0, 4096, static_cast<std::uint32_t>(chunk.size())};
  support::PathComparer comparer;
  EXPECT_EQ(comparer.compare(bytes, origin), "");
  Decoding result;
  ChunkDecoder decoder({recover, Path::kTemplates});
  result.report = decoder.decode(bytes, origin, result.sink);
  EXPECT_EQ(support::check_sums(result.report, chunk.size()), "");
  return result;
}

}  // namespace noroshi::evtx

// Windows event logs (.evtx). See docs/formats/evtx.md for the layout.
//
// A file is a 4 KiB header and chunks of 64 KiB; a chunk stands by itself: all its offsets are
// relative to its own start. So the chunk is the unit of work, and a decoder needs no state between
// chunks but its cache of templates.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "event/record.h"

namespace noroshi::evtx {

inline constexpr std::size_t kFileHeaderSize = 4096;
inline constexpr std::size_t kChunkSize = 65536;

struct FileHeader {
  std::uint64_t first_chunk = 0;
  std::uint64_t last_chunk = 0;
  std::uint64_t next_record = 0;
  std::uint16_t header_size = 0;  // of the block that chunks follow; normally 4096
  std::uint16_t chunk_count = 0;
  std::uint32_t flags = 0;  // 1 dirty, 2 full
  bool checksum_ok = false;
};

// Whether `start` (the first bytes of a file) is an event log: by signature, or, where the
// signature is damaged, by a chunk signature at 4096 if that much is given.
[[nodiscard]] bool looks_like_evtx(Bytes start);

// Reads the header; a damaged one is an error and its chunks may still be read.
[[nodiscard]] Result<FileHeader> read_file_header(Bytes start);

enum class Recover : std::uint8_t { kNo, kSlack };
enum class Path : std::uint8_t {
  kTemplates,  // names once per definition, values in place
  kGeneral,    // walks every token of every record; the witness for the other
};

struct DecodeOptions {
  Recover recover = Recover::kNo;
  Path path = Path::kTemplates;
};

// What became of the bytes and record numbers of one chunk; nothing may be missing from the sums.
struct ChunkReport {
  bool is_chunk = false;   // has the signature
  bool is_unused = false;  // all zero
  bool header_checksum_ok = false;
  bool records_checksum_ok = false;
  std::uint64_t first_record = 0;  // as the chunk's header says
  std::uint64_t last_record = 0;
  std::uint64_t decoded = 0;    // records handed to the sink (kLive)
  std::uint64_t recovered = 0;  // records handed to the sink (kRecovered)
  std::uint64_t diagnosed = 0;  // record numbers in [first, last] that were seen but not decoded
  std::uint64_t gaps = 0;  // record numbers in [first, last] that are not there, each run named
  std::uint64_t header_bytes = 0;     // 512, or the whole chunk's size if it is not a chunk
  std::uint64_t record_bytes = 0;     // bytes of decoded records
  std::uint64_t slack_bytes = 0;      // behind the free-space offset
  std::uint64_t diagnosed_bytes = 0;  // the rest
  // For signs of tampering across chunks (pipeline joins them in file order).
  std::uint64_t lowest_seen = 0;
  std::uint64_t highest_seen = 0;
  Time first_time;
  Time last_time;
};

// Decodes chunks. One decoder a thread; not thread-safe; keeps Shapes and compiled templates,
// bounded by kMaxTemplates and kMaxShapes (limits.h), for as long as it lives. Past kMaxShapes a
// record's Shape lives only until on_record returns: caches go by Shape::serial(), not by address.
// Of Record::values some may belong to no field; readers go by the Shape's fields.
// Cost: 0.1-0.2 us a record with templates, 0.4-0.8 us without.
class ChunkDecoder {
 public:
  explicit ChunkDecoder(DecodeOptions options = {});
  ~ChunkDecoder();
  ChunkDecoder(ChunkDecoder&&) noexcept;
  ChunkDecoder& operator=(ChunkDecoder&&) noexcept;

  // `chunk`: up to kChunkSize bytes, fewer at the end of a truncated file. `origin`: source, and
  // offset of the chunk's first byte. Records go to `sink` in order of their place.
  // Never fails: whatever is wrong is a Diagnostic.
  ChunkReport decode(Bytes chunk, const Origin& origin, RecordSink& sink);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace noroshi::evtx

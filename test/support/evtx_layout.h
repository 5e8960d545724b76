// The fixed parts of event log files: where what lies in the headers of file, chunk and record.
// Shared by the writer and by the code that damages its files on purpose.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace noroshi::evidence {

inline constexpr std::uint32_t kFileHeaderSize = 4096;
inline constexpr std::uint32_t kChunkSize = 65536;
inline constexpr std::uint32_t kChunkHeaderSize = 512;
inline constexpr std::uint32_t kRecordMagic = 0x00002a2a;
inline constexpr std::uint32_t kRecordHeaderSize = 24;

struct FileHeader {
  std::uint64_t first_chunk = 0;
  std::uint64_t last_chunk = 0;
  std::uint64_t next_record = 1;
  std::uint16_t chunk_count = 0;
  std::uint32_t flags = 0;  // 1 dirty, 2 full
};

struct ChunkHeader {
  std::uint64_t first_number = 0;
  std::uint64_t last_number = 0;
  std::uint64_t first_id = 0;
  std::uint64_t last_id = 0;
  std::uint32_t last_record_offset = 0;
  std::uint32_t free_space_offset = 0;
  std::array<std::uint32_t, 64> names{};
  std::array<std::uint32_t, 32> templates{};
};

// Each writes its header at the start of `bytes`, with right checksums. The chunk's records must
// already be there.
void write_file_header(const FileHeader& header, std::span<std::byte> bytes);
void write_chunk_header(const ChunkHeader& header, std::span<std::byte> bytes);

// Make the checksums right again after a change. A chunk has two: over its header and tables, which
// hold the other, and over its records.
void refresh_file_checksum(std::span<std::byte> file);
void refresh_chunk_header_checksum(std::span<std::byte> chunk);
void refresh_chunk_checksums(std::span<std::byte> chunk);

}  // namespace noroshi::evidence

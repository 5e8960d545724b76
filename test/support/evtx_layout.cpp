#include "support/evtx_layout.h"

#include <cstring>

#include "support/crc32.h"

namespace noroshi::evidence {
namespace {

constexpr std::size_t kFlagsOffset = 120;
constexpr std::size_t kChecksumOffset = 124;
constexpr std::size_t kFreeSpaceOffset = 48;
constexpr std::size_t kRecordsChecksumOffset = 52;
constexpr std::size_t kTablesOffset = 128;

template <typename T>
void store(std::span<std::byte> bytes, std::size_t offset, const T& value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

}  // namespace

void write_file_header(const FileHeader& header, std::span<std::byte> bytes) {
  std::memcpy(bytes.data(), "ElfFile", 8);
  store(bytes, 8, header.first_chunk);
  store(bytes, 16, header.last_chunk);
  store(bytes, 24, header.next_record);
  store(bytes, 32, std::uint32_t{128});  // size of this header
  store(bytes, 36, std::uint16_t{1});    // format 3.1
  store(bytes, 38, std::uint16_t{3});
  store(bytes, 40, static_cast<std::uint16_t>(kFileHeaderSize));
  store(bytes, 42, header.chunk_count);
  store(bytes, kFlagsOffset, header.flags);
  refresh_file_checksum(bytes);
}

void write_chunk_header(const ChunkHeader& header, std::span<std::byte> bytes) {
  std::memset(bytes.data(), 0, kChunkHeaderSize);
  std::memcpy(bytes.data(), "ElfChnk", 8);
  store(bytes, 8, header.first_number);
  store(bytes, 16, header.last_number);
  store(bytes, 24, header.first_id);
  store(bytes, 32, header.last_id);
  store(bytes, 40, std::uint32_t{128});
  store(bytes, 44, header.last_record_offset);
  store(bytes, kFreeSpaceOffset, header.free_space_offset);
  store(bytes, kFlagsOffset, std::uint32_t{1});
  store(bytes, kTablesOffset, header.names);
  store(bytes, kTablesOffset + sizeof(header.names), header.templates);
  refresh_chunk_checksums(bytes);
}

void refresh_file_checksum(std::span<std::byte> file) {
  store(file, kChecksumOffset, crc32(file.first(kFlagsOffset)));
}

void refresh_chunk_checksums(std::span<std::byte> chunk) {
  const auto free_space = load_le<std::uint32_t>(chunk.data() + kFreeSpaceOffset);
  store(chunk, kRecordsChecksumOffset,
        crc32(chunk.subspan(kChunkHeaderSize, free_space - kChunkHeaderSize)));
  refresh_chunk_header_checksum(chunk);
}

void refresh_chunk_header_checksum(std::span<std::byte> chunk) {
  const std::uint32_t front = crc32(chunk.first(kFlagsOffset));
  store(chunk, kChecksumOffset,
        crc32(chunk.subspan(kTablesOffset, kChunkHeaderSize - kTablesOffset), front));
}

}  // namespace noroshi::evidence

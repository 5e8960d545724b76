#include "support/damage.h"

#include <cstring>
#include <span>

#include "base/ensure.h"
#include "support/evtx_layout.h"

namespace noroshi::evidence {
namespace {

std::span<std::byte> chunk_of(FileBytes& file, std::size_t chunk) {
  ENSURE(chunk < chunk_count(file));
  return std::span(file).subspan(kFileHeaderSize + chunk * kChunkSize, kChunkSize);
}

template <typename T>
void store(std::span<std::byte> bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

struct RecordPlace {
  std::span<std::byte> chunk;
  std::uint32_t offset;
  std::uint32_t size;
};

RecordPlace record_of(FileBytes& file, std::size_t chunk, std::size_t record) {
  const std::uint32_t offset = record_offsets(file, chunk).at(record);
  const std::span<std::byte> bytes = chunk_of(file, chunk);
  return {bytes, offset, load_le<std::uint32_t>(bytes.data() + offset + 4)};
}

}  // namespace

FileBytes to_file_bytes(const std::string& stream) {
  FileBytes file(stream.size());
  std::memcpy(file.data(), stream.data(), stream.size());
  return file;
}

std::size_t chunk_count(const FileBytes& file) {
  return (file.size() - kFileHeaderSize) / kChunkSize;
}

std::vector<std::uint32_t> record_offsets(const FileBytes& file, std::size_t chunk) {
  const std::byte* start = file.data() + kFileHeaderSize + chunk * kChunkSize;
  const auto end = load_le<std::uint32_t>(start + 48);
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t at = kChunkHeaderSize; at < end;
       at += load_le<std::uint32_t>(start + at + 4)) {
    ENSURE(load_le<std::uint32_t>(start + at) == kRecordMagic);
    offsets.push_back(at);
  }
  return offsets;
}

void leave_open(FileBytes& file) {
  store(file, 120, std::uint32_t{1});
  store(file, 16, std::uint64_t{0});
  store(file, 24, std::uint64_t{1});
  store(file, 42, std::uint16_t{1});
  refresh_file_checksum(file);
}

void claim_chunk_count(FileBytes& file, std::uint16_t count) {
  store(file, 42, count);
  refresh_file_checksum(file);
}

void break_file_checksum(FileBytes& file) {
  file[124] ^= std::byte{0x5a};
}

void break_file_magic(FileBytes& file) {
  file[0] = std::byte{'X'};
}

void break_chunk_magic(FileBytes& file, std::size_t chunk) {
  chunk_of(file, chunk)[0] = std::byte{'X'};
}

void break_chunk_header_checksum(FileBytes& file, std::size_t chunk) {
  chunk_of(file, chunk)[124] ^= std::byte{0x5a};
}

void break_records_checksum(FileBytes& file, std::size_t chunk) {
  const std::span<std::byte> bytes = chunk_of(file, chunk);
  bytes[52] ^= std::byte{0x5a};
  refresh_chunk_header_checksum(bytes);
}

void claim_record_numbers(FileBytes& file, std::size_t chunk, std::uint64_t first,
                          std::uint64_t last) {
  const std::span<std::byte> bytes = chunk_of(file, chunk);
  store(bytes, 8, first);
  store(bytes, 16, last);
  store(bytes, 24, first);
  store(bytes, 32, last);
  refresh_chunk_checksums(bytes);
}

void leave_in_slack(FileBytes& file, std::size_t chunk, std::size_t kept) {
  const std::vector<std::uint32_t> offsets = record_offsets(file, chunk);
  ENSURE(kept > 0 && kept < offsets.size());
  const std::span<std::byte> bytes = chunk_of(file, chunk);
  const auto last = load_le<std::uint64_t>(bytes.data() + offsets[kept - 1] + 8);
  store(bytes, 16, last);
  store(bytes, 32, last);
  store(bytes, 44, offsets[kept - 1]);
  store(bytes, 48, offsets[kept]);
  refresh_chunk_checksums(bytes);
}

void tear_record(FileBytes& file, std::size_t chunk, std::size_t record) {
  const RecordPlace place = record_of(file, chunk, record);
  const std::uint32_t half = place.size / 2;
  std::memset(place.chunk.data() + place.offset + half, 0, place.size - half);
  refresh_chunk_checksums(place.chunk);
}

void claim_record_size(FileBytes& file, std::size_t chunk, std::size_t record, std::uint32_t size) {
  const RecordPlace place = record_of(file, chunk, record);
  store(place.chunk, place.offset + 4, size);
  refresh_chunk_checksums(place.chunk);
}

void break_record_magic(FileBytes& file, std::size_t chunk, std::size_t record) {
  const RecordPlace place = record_of(file, chunk, record);
  store(place.chunk, place.offset, std::uint32_t{0});
  refresh_chunk_checksums(place.chunk);
}

void blank_chunk(FileBytes& file, std::size_t chunk) {
  std::memset(chunk_of(file, chunk).data(), 0, kChunkSize);
}

void truncate(FileBytes& file, std::size_t size) {
  ENSURE(size < file.size());
  file.resize(size);
}

}  // namespace noroshi::evidence

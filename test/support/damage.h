// Damage on purpose: what happens to event logs on real disks, and what intruders do to them.
// Each function changes one thing in a whole file and leaves everything else as it was.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace noroshi::evidence {

using FileBytes = std::vector<std::byte>;

[[nodiscard]] FileBytes to_file_bytes(const std::string& stream);

// Where the records of a chunk lie: offsets from the chunk's start, in order.
[[nodiscard]] std::vector<std::uint32_t> record_offsets(const FileBytes& file, std::size_t chunk);
[[nodiscard]] std::size_t chunk_count(const FileBytes& file);

// The log was not closed: the flag is set and the header is of the time when it was opened.
void leave_open(FileBytes& file);
// The header claims another number of chunks; its checksum is right.
void claim_chunk_count(FileBytes& file, std::uint16_t count);
void break_file_checksum(FileBytes& file);
void break_file_magic(FileBytes& file);

void break_chunk_magic(FileBytes& file, std::size_t chunk);
// The header's checksum, or that over the records, no longer fits.
void break_chunk_header_checksum(FileBytes& file, std::size_t chunk);
void break_records_checksum(FileBytes& file, std::size_t chunk);
// The chunk's header claims other record numbers; its checksum is right.
void claim_record_numbers(FileBytes& file, std::size_t chunk, std::uint64_t first,
                          std::uint64_t last);
// The free-space offset points behind the first `kept` records: the others lie in slack.
void leave_in_slack(FileBytes& file, std::size_t chunk, std::size_t kept);

// The back half of a record was never written: zeros up to its end. Checksums are made right.
void tear_record(FileBytes& file, std::size_t chunk, std::size_t record);
// The record claims a size of `size` bytes. Checksums are made right.
void claim_record_size(FileBytes& file, std::size_t chunk, std::size_t record, std::uint32_t size);
// The record's magic is gone: its bytes stay as unreadable space. Checksums are made right.
void break_record_magic(FileBytes& file, std::size_t chunk, std::size_t record);

// A whole chunk of zeros takes the place of `chunk`.
void blank_chunk(FileBytes& file, std::size_t chunk);
void truncate(FileBytes& file, std::size_t size);

}  // namespace noroshi::evidence

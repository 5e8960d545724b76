#include <cstring>
#include <string_view>

#include "decode/evtx/crc32.h"
#include "decode/evtx/evtx.h"

namespace noroshi::evtx {
namespace {

constexpr std::string_view kFileSignature{"ElfFile\0", 8};
constexpr std::string_view kChunkSignature{"ElfChnk\0", 8};
constexpr std::size_t kUsedHeader = 128;
constexpr std::size_t kChecksummed = 120;

bool has_signature(Bytes bytes, std::size_t offset, std::string_view signature) {
  return fits(bytes, offset, signature.size()) &&
         std::memcmp(bytes.data() + offset, signature.data(), signature.size()) == 0;
}

}  // namespace

bool looks_like_evtx(Bytes start) {
  return has_signature(start, 0, kFileSignature) ||
         has_signature(start, kFileHeaderSize, kChunkSignature);
}

Result<FileHeader> read_file_header(Bytes start) {
  if (start.size() < kUsedHeader) {
    return fail(ErrorCode::kInvalidInput, "The file ends within the header of an event log.");
  }
  if (!has_signature(start, 0, kFileSignature)) {
    return fail(ErrorCode::kInvalidInput,
                "The file does not begin with the signature of an event log; its chunks may "
                "still be readable.");
  }
  const std::byte* data = start.data();
  FileHeader header;
  header.first_chunk = load_le<std::uint64_t>(data + 8);
  header.last_chunk = load_le<std::uint64_t>(data + 16);
  header.next_record = load_le<std::uint64_t>(data + 24);
  header.header_size = load_le<std::uint16_t>(data + 40);
  header.chunk_count = load_le<std::uint16_t>(data + 42);
  header.flags = load_le<std::uint32_t>(data + 120);
  header.checksum_ok = crc32(start.first(kChecksummed)) == load_le<std::uint32_t>(data + 124);
  return header;
}

}  // namespace noroshi::evtx

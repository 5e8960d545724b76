#include "decode/evtx/chunk_context.h"

#include "decode/evtx/limits.h"

namespace noroshi::evtx {

Problem ChunkContext::read_name(std::uint32_t offset, NameId& id) {
  if (offset == 0 || offset > size_ || size_ - offset < kNameHeader) {
    return Problem::kName;
  }
  const std::uint32_t length = load_le<std::uint16_t>(data_ + offset + 6);
  if (length > kMaxNameLength) {
    return Problem::kNameLength;
  }
  if (length == 0 || size_ - offset - kNameHeader < 2 * length) {
    return Problem::kName;
  }
  id = names_.intern({data_ + offset + kNameHeader, 2 * std::size_t{length}});
  if (!NameTable::is_transient(id)) {
    cache_[offset & (kCacheSize - 1)] = {offset, id};
  }
  return Problem::kNone;
}

}  // namespace noroshi::evtx

// The chunk being read, as the walkers see it: its bytes, and its names as numbers.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "decode/evtx/name_table.h"
#include "decode/evtx/problem.h"

namespace noroshi::evtx {

class ChunkContext {
 public:
  // `chunk` must hold until the next start().
  void start(Bytes chunk) {
    data_ = chunk.data();
    size_ = static_cast<std::uint32_t>(chunk.size());
    cache_.fill({});
    steps_ = 0;
  }

  [[nodiscard]] const std::byte* data() const { return data_; }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] NameTable& names() { return names_; }

  // The name referred to at `at`, which is moved past the reference, and past the name itself where
  // that stands right behind (as it does where the chunk first uses it).
  [[nodiscard]] Problem take_name(std::uint32_t& at, std::uint32_t end, NameId& id) {
    if (end - at < 4) {
      return Problem::kTruncated;
    }
    const auto offset = load_le<std::uint32_t>(data_ + at);
    at += 4;
    if (offset == at) {
      if (end - at < kNameHeader) {
        return Problem::kTruncated;
      }
      const std::uint32_t length =
          kNameHeader + 2 + 2 * std::uint32_t{load_le<std::uint16_t>(data_ + at + 6)};
      if (end - at < length) {
        return Problem::kTruncated;
      }
      at += length;
    }
    const CachedName& cached = cache_[offset & (kCacheSize - 1)];
    if (cached.offset == offset) [[likely]] {
      id = cached.id;
      return Problem::kNone;
    }
    return read_name(offset, id);
  }

  // Structural steps of all records so far, against kMaxChunkSteps.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  void add_steps(std::uint64_t steps) { steps_ += steps; }

 private:
  static constexpr std::uint32_t kNameHeader = 8;  // next, hash, length
  static constexpr std::uint32_t kCacheSize = 1024;

  struct CachedName {
    std::uint32_t offset = 0;  // 0: none; no name can stand in the chunk's signature
    NameId id = 0;
  };

  [[nodiscard]] Problem read_name(std::uint32_t offset, NameId& id);

  const std::byte* data_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint64_t steps_ = 0;
  std::array<CachedName, kCacheSize> cache_{};
  NameTable names_;
};

}  // namespace noroshi::evtx

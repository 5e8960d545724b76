// SHA-1 (FIPS 180-4) stands here because RFC 9562 asks for it; nothing secret rests on it.
#include "base/uuid.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace noroshi {
namespace {

class Sha1 {
 public:
  void update(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    total_ += size;
    while (size > 0) {
      std::size_t step = std::min(size, block_.size() - filled_);
      std::memcpy(block_.data() + filled_, bytes, step);
      filled_ += step;
      bytes += step;
      size -= step;
      if (filled_ == block_.size()) {
        compress();
        filled_ = 0;
      }
    }
  }

  std::array<std::uint8_t, 20> finish() {
    std::uint64_t bits = total_ * 8;
    const std::uint8_t one = 0x80;
    const std::uint8_t zero = 0;
    update(&one, 1);
    while (filled_ != 56) {
      update(&zero, 1);
    }
    std::array<std::uint8_t, 8> length;
    for (std::size_t i = 0; i < 8; ++i) {
      length[i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
    }
    update(length.data(), length.size());
    std::array<std::uint8_t, 20> digest;
    for (std::size_t i = 0; i < digest.size(); ++i) {
      digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
  }

 private:
  void compress() {
    std::array<std::uint32_t, 80> words;
    for (std::size_t i = 0; i < 16; ++i) {
      words[i] = std::uint32_t{block_[4 * i]} << 24 | std::uint32_t{block_[4 * i + 1]} << 16 |
                 std::uint32_t{block_[4 * i + 2]} << 8 | std::uint32_t{block_[4 * i + 3]};
    }
    for (std::size_t i = 16; i < 80; ++i) {
      words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    auto [a, b, c, d, e] = state_;
    for (std::size_t i = 0; i < 80; ++i) {
      std::uint32_t mix = 0;
      std::uint32_t constant = 0;
      if (i < 20) {
        mix = (b & c) | (~b & d);
        constant = 0x5a827999;
      } else if (i < 40) {
        mix = b ^ c ^ d;
        constant = 0x6ed9eba1;
      } else if (i < 60) {
        mix = (b & c) | (b & d) | (c & d);
        constant = 0x8f1bbcdc;
      } else {
        mix = b ^ c ^ d;
        constant = 0xca62c1d6;
      }
      std::uint32_t next = std::rotl(a, 5) + mix + e + constant + words[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
    state_[4] += e;
  }

  std::array<std::uint32_t, 5> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::array<std::uint8_t, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

Uuid uuid_v5(const Uuid& name_space, std::string_view name) {
  Sha1 hash;
  hash.update(name_space.data(), name_space.size());
  hash.update(name.data(), name.size());
  auto digest = hash.finish();
  Uuid uuid;
  std::memcpy(uuid.data(), digest.data(), uuid.size());
  uuid[6] = (uuid[6] & std::byte{0x0f}) | std::byte{0x50};
  uuid[8] = (uuid[8] & std::byte{0x3f}) | std::byte{0x80};
  return uuid;
}

void append_uuid(const Uuid& uuid, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      out += '-';
    }
    auto byte = std::to_integer<std::size_t>(uuid[i]);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

}  // namespace noroshi

#include "base/sha1.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace noroshi {
namespace {

static_assert(std::endian::native == std::endian::little);

using Words = std::array<std::uint32_t, 80>;

template <std::size_t from, typename Mix>
void rounds(std::array<std::uint32_t, 5>& state, const Words& words, std::uint32_t constant,
            Mix mix) {
  auto [a, b, c, d, e] = state;
  auto round = [&](std::uint32_t p, std::uint32_t& q, std::uint32_t r, std::uint32_t s,
                   std::uint32_t& t, std::size_t i) {
    t += std::rotl(p, 5) + mix(q, r, s) + constant + words[i];
    q = std::rotl(q, 30);
  };
  for (std::size_t i = from; i < from + 20; i += 5) {
    round(a, b, c, d, e, i);
    round(e, a, b, c, d, i + 1);
    round(d, e, a, b, c, i + 2);
    round(c, d, e, a, b, i + 3);
    round(b, c, d, e, a, i + 4);
  }
  state = {a, b, c, d, e};
}

}  // namespace

void Sha1::update(const void* data, std::size_t size) {
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  total_ += size;
  while (size > 0) {
    if (filled_ == 0 && size >= block_.size()) {
      compress(bytes);
      bytes += block_.size();
      size -= block_.size();
      continue;
    }
    std::size_t step = std::min(size, block_.size() - filled_);
    std::memcpy(block_.data() + filled_, bytes, step);
    filled_ += step;
    bytes += step;
    size -= step;
    if (filled_ == block_.size()) {
      compress(block_.data());
      filled_ = 0;
    }
  }
}

std::array<std::uint8_t, 20> Sha1::finish() {
  constexpr std::size_t kLengthAt = 56;
  std::uint64_t bits = __builtin_bswap64(total_ * 8);
  block_[filled_++] = 0x80;
  if (filled_ > kLengthAt) {
    std::fill(block_.begin() + static_cast<std::ptrdiff_t>(filled_), block_.end(), 0);
    compress(block_.data());
    filled_ = 0;
  }
  std::fill(block_.begin() + static_cast<std::ptrdiff_t>(filled_), block_.end(), 0);
  std::memcpy(block_.data() + kLengthAt, &bits, sizeof(bits));
  compress(block_.data());
  std::array<std::uint8_t, 20> digest;
  for (std::size_t i = 0; i < state_.size(); ++i) {
    std::uint32_t word = __builtin_bswap32(state_[i]);
    std::memcpy(digest.data() + 4 * i, &word, sizeof(word));
  }
  return digest;
}

void Sha1::compress(const std::uint8_t* block) {
  Words words;
  for (std::size_t i = 0; i < 16; ++i) {
    std::uint32_t word;
    std::memcpy(&word, block + 4 * i, sizeof(word));
    words[i] = __builtin_bswap32(word);
  }
  for (std::size_t i = 16; i < 80; ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  auto parity = [](std::uint32_t b, std::uint32_t c, std::uint32_t d) { return b ^ c ^ d; };
  auto state = state_;
  rounds<0>(state, words, 0x5a827999,
            [](std::uint32_t b, std::uint32_t c, std::uint32_t d) { return d ^ (b & (c ^ d)); });
  rounds<20>(state, words, 0x6ed9eba1, parity);
  rounds<40>(state, words, 0x8f1bbcdc, [](std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return (b & c) | (d & (b | c));
  });
  rounds<60>(state, words, 0xca62c1d6, parity);
  for (std::size_t i = 0; i < 5; ++i) {
    state_[i] += state[i];
  }
}

}  // namespace noroshi

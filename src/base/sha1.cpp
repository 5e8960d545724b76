#include "base/sha1.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

#include <cpuid.h>
#include <immintrin.h>

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

// What the SHA instructions work on: A to D in one register, the four words of each of the last
// four groups of rounds, and A to D before the last group, from which E is made.
struct Groups {
  __m128i abcd;
  __m128i before;
  __m128i words[4];
};

// Four rounds. The words of group 4 and later come from those of the four groups before.
template <int group>
__attribute__((target("sha,sse4.1"), always_inline)) inline void four_rounds(Groups& at) {
  constexpr std::size_t slot = group % 4;
  if constexpr (group >= 4) {
    __m128i mixed = _mm_sha1msg1_epu32(at.words[slot], at.words[(slot + 1) % 4]);
    at.words[slot] = _mm_sha1msg2_epu32(_mm_xor_si128(mixed, at.words[(slot + 2) % 4]),
                                        at.words[(slot + 3) % 4]);
  }
  __m128i e = group == 0 ? _mm_add_epi32(at.before, at.words[slot])
                         : _mm_sha1nexte_epu32(at.before, at.words[slot]);
  at.before = at.abcd;
  at.abcd = _mm_sha1rnds4_epu32(at.abcd, e, group / 5);
}

template <std::size_t... group>
__attribute__((target("sha,sse4.1"), always_inline)) inline void all_rounds(
    Groups& at, std::index_sequence<group...>) {
  (four_rounds<static_cast<int>(group)>(at), ...);
}

}  // namespace

bool Sha1::has_fast() {
  static const bool kHas = [] {
    constexpr unsigned kLeaf = 7;
    constexpr unsigned kShaBit = 1U << 29;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(kLeaf, 0, &a, &b, &c, &d) != 0 && (b & kShaBit) != 0;
  }();
  return kHas;
}

__attribute__((target("sha,sse4.1"))) void Sha1::compress_fast(State& state,
                                                               const std::uint8_t* block) {
  constexpr int kReversed = 0x1b;
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  const auto* words = reinterpret_cast<const __m128i*>(block);
  auto* first_four = reinterpret_cast<__m128i*>(state.data());
  const __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128(first_four), kReversed);
  const __m128i e = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  Groups at{abcd, e, {}};
  for (std::size_t i = 0; i < std::size(at.words); ++i) {
    at.words[i] = _mm_shuffle_epi8(_mm_loadu_si128(words + i), big_endian);
  }
  all_rounds(at, std::make_index_sequence<20>());
  _mm_storeu_si128(first_four, _mm_shuffle_epi32(_mm_add_epi32(at.abcd, abcd), kReversed));
  state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(_mm_sha1nexte_epu32(at.before, e), 3));
}

void Sha1::compress(const std::uint8_t* block) {
  has_fast() ? compress_fast(state_, block) : compress_portable(state_, block);
}

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

void Sha1::compress_portable(State& before, const std::uint8_t* block) {
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
  State state = before;
  rounds<0>(state, words, 0x5a827999,
            [](std::uint32_t b, std::uint32_t c, std::uint32_t d) { return d ^ (b & (c ^ d)); });
  rounds<20>(state, words, 0x6ed9eba1, parity);
  rounds<40>(state, words, 0x8f1bbcdc, [](std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return (b & c) | (d & (b | c));
  });
  rounds<60>(state, words, 0xca62c1d6, parity);
  for (std::size_t i = 0; i < 5; ++i) {
    before[i] += state[i];
  }
}

}  // namespace noroshi

// Three twins. The scalar one takes eight bytes a step through eight tables. The wide one keeps the
// message as a polynomial in four 128-bit registers and folds 64 bytes a step with carry-less
// multiplications by x^n mod P, then reduces 128 bits to 32 by Barrett's method. The widest does
// the same in four 512-bit registers, 256 bytes a step. Source of the idea: Gopal et al., "Fast CRC
// Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009; its constants for this
// polynomial are facts of arithmetic.
#include "decode/evtx/crc32.h"

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace noroshi::evtx {
namespace {

constexpr std::uint32_t kPolynomial = 0xedb88320;

constexpr std::array<std::array<std::uint32_t, 256>, 8> make_tables() {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value >> 1) ^ ((value & 1) != 0 ? kPolynomial : 0);
    }
    tables[0][i] = value;
  }
  for (std::uint32_t i = 0; i < 256; ++i) {
    for (std::size_t k = 1; k < 8; ++k) {
      tables[k][i] = (tables[k - 1][i] >> 8) ^ tables[0][tables[k - 1][i] & 0xff];
    }
  }
  return tables;
}

constexpr auto kTables = make_tables();

// Works on the inverted register.
std::uint32_t advance(const std::byte* at, std::size_t size, std::uint32_t crc) {
  for (; size >= 8; at += 8, size -= 8) {
    const std::uint32_t low = load_le<std::uint32_t>(at) ^ crc;
    const auto high = load_le<std::uint32_t>(at + 4);
    crc = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^ kTables[5][(low >> 16) & 0xff] ^
          kTables[4][low >> 24] ^ kTables[3][high & 0xff] ^ kTables[2][(high >> 8) & 0xff] ^
          kTables[1][(high >> 16) & 0xff] ^ kTables[0][high >> 24];
  }
  for (; size > 0; ++at, --size) {
    crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<std::uint32_t>(*at)) & 0xff];
  }
  return crc;
}

#if defined(__x86_64__)

constexpr std::size_t kWidestStep = 256;

// x^power mod P, as the multiplications want it: bits reversed, one place up.
constexpr long long power_of_x(int power) {
  std::uint32_t value = 1U << 31;  // x^0, reversed
  for (int i = 0; i < power; ++i) {
    value = (value >> 1) ^ ((value & 1) != 0 ? kPolynomial : 0);
  }
  const std::uint64_t shifted = std::uint64_t{value} << 1;
  return static_cast<long long>(shifted);
}

// Moves 128 bits by so many bits: the low half and the high half have their own factor.
struct Key {
  long long low = 0;
  long long high = 0;
};
constexpr Key key_by(int bits) {
  return {power_of_x(bits + 32), power_of_x(bits - 32)};
}
constexpr Key kBy128 = key_by(128);
constexpr Key kBy512 = key_by(512);
constexpr Key kBy2048 = key_by(2048);
static_assert(kBy512.low == 0x0154442bd4 && kBy512.high == 0x01c6e41596);

__attribute__((target("pclmul,sse4.1"))) inline __m128i fold(__m128i value, __m128i key,
                                                             __m128i next) {
  const __m128i low = _mm_clmulepi64_si128(value, key, 0x00);
  const __m128i high = _mm_clmulepi64_si128(value, key, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) inline __m128i load(const std::byte* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// Takes the 128 bits at the end of folding, and what is left of the message (a multiple of 16).
__attribute__((target("pclmul,sse4.1"))) std::uint32_t finish(__m128i a, const std::byte* at,
                                                              std::size_t size) {
  const __m128i by128 = _mm_set_epi64x(kBy128.high, kBy128.low);
  const __m128i by64 = _mm_set_epi64x(0, 0x0163cd6124);  // x^64
  const __m128i barrett = _mm_set_epi64x(0x01f7011641, 0x01db710641);
  const __m128i low32 = _mm_setr_epi32(-1, 0, -1, 0);
  for (; size >= 16; at += 16, size -= 16) {
    a = fold(a, by128, load(at));
  }
  // 128 bits to 64.
  __m128i part = _mm_clmulepi64_si128(a, by128, 0x10);
  a = _mm_xor_si128(_mm_srli_si128(a, 8), part);
  part = _mm_srli_si128(a, 4);
  a = _mm_and_si128(a, low32);
  a = _mm_xor_si128(_mm_clmulepi64_si128(a, by64, 0x00), part);
  // 64 bits to 32.
  part = _mm_and_si128(a, low32);
  part = _mm_clmulepi64_si128(part, barrett, 0x10);
  part = _mm_and_si128(part, low32);
  part = _mm_clmulepi64_si128(part, barrett, 0x00);
  a = _mm_xor_si128(a, part);
  return static_cast<std::uint32_t>(_mm_extract_epi32(a, 1));
}

// `size` is at least 64 and a multiple of 16; works on the inverted register.
__attribute__((target("pclmul,sse4.1"))) std::uint32_t advance_wide(const std::byte* at,
                                                                    std::size_t size,
                                                                    std::uint32_t crc) {
  const __m128i by512 = _mm_set_epi64x(kBy512.high, kBy512.low);
  const __m128i by128 = _mm_set_epi64x(kBy128.high, kBy128.low);
  __m128i a = _mm_xor_si128(load(at), _mm_cvtsi32_si128(static_cast<int>(crc)));
  __m128i b = load(at + 16);
  __m128i c = load(at + 32);
  __m128i d = load(at + 48);
  at += 64;
  size -= 64;
  for (; size >= 64; at += 64, size -= 64) {
    a = fold(a, by512, load(at));
    b = fold(b, by512, load(at + 16));
    c = fold(c, by512, load(at + 32));
    d = fold(d, by512, load(at + 48));
  }
  a = fold(a, by128, b);
  a = fold(a, by128, c);
  a = fold(a, by128, d);
  return finish(a, at, size);
}

#define NOROSHI_WIDEST __attribute__((target("avx512f,vpclmulqdq,pclmul,sse4.1")))

NOROSHI_WIDEST inline __m512i fold(__m512i value, __m512i key, __m512i next) {
  const __m512i low = _mm512_clmulepi64_epi128(value, key, 0x00);
  const __m512i high = _mm512_clmulepi64_epi128(value, key, 0x11);
  return _mm512_ternarylogic_epi64(low, high, next, 0x96);  // exclusive or of the three
}

NOROSHI_WIDEST inline __m512i key_of(Key key) {
  return _mm512_set_epi64(key.high, key.low, key.high, key.low, key.high, key.low, key.high,
                          key.low);
}

// `size` is at least 256 and a multiple of 16; works on the inverted register.
NOROSHI_WIDEST std::uint32_t advance_widest(const std::byte* at, std::size_t size,
                                            std::uint32_t crc) {
  const __m512i by2048 = key_of(kBy2048);
  const __m512i by512 = key_of(kBy512);
  const __m128i by128 = _mm_set_epi64x(kBy128.high, kBy128.low);
  __m512i a = _mm512_xor_si512(_mm512_loadu_si512(at),
                               _mm512_zextsi128_si512(_mm_cvtsi32_si128(static_cast<int>(crc))));
  __m512i b = _mm512_loadu_si512(at + 64);
  __m512i c = _mm512_loadu_si512(at + 128);
  __m512i d = _mm512_loadu_si512(at + 192);
  at += 256;
  size -= 256;
  for (; size >= 256; at += 256, size -= 256) {
    a = fold(a, by2048, _mm512_loadu_si512(at));
    b = fold(b, by2048, _mm512_loadu_si512(at + 64));
    c = fold(c, by2048, _mm512_loadu_si512(at + 128));
    d = fold(d, by2048, _mm512_loadu_si512(at + 192));
  }
  a = fold(a, by512, b);
  a = fold(a, by512, c);
  a = fold(a, by512, d);
  __m128i last = _mm512_maskz_extracti32x4_epi32(0xf, a, 0);
  last = fold(last, by128, _mm512_maskz_extracti32x4_epi32(0xf, a, 1));
  last = fold(last, by128, _mm512_maskz_extracti32x4_epi32(0xf, a, 2));
  last = fold(last, by128, _mm512_maskz_extracti32x4_epi32(0xf, a, 3));
  return finish(last, at, size);
}

#undef NOROSHI_WIDEST

bool has_widest() {
  static const bool has = __builtin_cpu_supports("avx512f") != 0 &&
                          __builtin_cpu_supports("vpclmulqdq") != 0 &&
                          __builtin_cpu_supports("pclmul") != 0;
  return has;
}

bool has_wide() {
  static const bool has =
      __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0;
  return has;
}

#endif

}  // namespace

std::uint32_t crc32_scalar(Bytes bytes, std::uint32_t before) {
  return ~advance(bytes.data(), bytes.size(), ~before);
}

std::uint32_t crc32(Bytes bytes, std::uint32_t before) {
#if defined(__x86_64__)
  if (bytes.size() >= 64 && has_wide()) {
    const std::size_t wide = bytes.size() & ~std::size_t{15};
    const std::uint32_t crc = wide >= kWidestStep && has_widest()
                                  ? advance_widest(bytes.data(), wide, ~before)
                                  : advance_wide(bytes.data(), wide, ~before);
    return ~advance(bytes.data() + wide, bytes.size() - wide, crc);
  }
#endif
  return crc32_scalar(bytes, before);
}

}  // namespace noroshi::evtx

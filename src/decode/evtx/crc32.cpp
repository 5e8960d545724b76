// Two twins. The scalar one takes eight bytes a step through eight tables. The wide one keeps the
// message as a polynomial in four 128-bit registers and folds 64 bytes a step with carry-less
// multiplications by x^n mod P, then reduces 128 bits to 32 by Barrett's method.
// Source of the idea: Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ",
// Intel 2009; its constants for this polynomial are facts of arithmetic.
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

__attribute__((target("pclmul,sse4.1"))) inline __m128i fold(__m128i value, __m128i key,
                                                             __m128i next) {
  const __m128i low = _mm_clmulepi64_si128(value, key, 0x00);
  const __m128i high = _mm_clmulepi64_si128(value, key, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) inline __m128i load(const std::byte* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// `size` is at least 64 and a multiple of 16; works on the inverted register.
__attribute__((target("pclmul,sse4.1"))) std::uint32_t advance_wide(const std::byte* at,
                                                                    std::size_t size,
                                                                    std::uint32_t crc) {
  const __m128i by512 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);  // x^(512-32), x^(512+32)
  const __m128i by128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);  // x^(128-32), x^(128+32)
  const __m128i by64 = _mm_set_epi64x(0, 0x0163cd6124);              // x^64
  const __m128i barrett = _mm_set_epi64x(0x01f7011641, 0x01db710641);
  const __m128i low32 = _mm_setr_epi32(-1, 0, -1, 0);

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
    const std::uint32_t crc = advance_wide(bytes.data(), wide, ~before);
    return ~advance(bytes.data() + wide, bytes.size() - wide, crc);
  }
#endif
  return crc32_scalar(bytes, before);
}

}  // namespace noroshi::evtx

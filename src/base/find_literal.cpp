#include "base/find_literal.h"

#include <emmintrin.h>

#include <bit>
#include <cstring>

namespace noroshi {
namespace {

// Literals longer than this go to memmem, whose cost is linear whatever the text.
constexpr std::size_t kLongLiteral = 64;

}  // namespace

std::size_t find_literal(std::string_view text, std::string_view literal, std::size_t from) {
  constexpr auto kNone = std::string_view::npos;
  if (from > text.size() || literal.size() > text.size() - from) {
    return kNone;
  }
  if (literal.empty()) {
    return from;
  }
  const char* const begin = text.data();
  if (literal.size() == 1) {
    const void* at = std::memchr(begin + from, literal[0], text.size() - from);
    return at == nullptr ? kNone : static_cast<std::size_t>(static_cast<const char*>(at) - begin);
  }
  if (literal.size() > kLongLiteral) {
    const void* at = memmem(begin + from, text.size() - from, literal.data(), literal.size());
    return at == nullptr ? kNone : static_cast<std::size_t>(static_cast<const char*>(at) - begin);
  }
  const std::size_t tail = literal.size() - 1;
  const std::size_t places = text.size() - tail;  // starts at which the literal has room
  const __m128i first = _mm_set1_epi8(literal.front());
  const __m128i last = _mm_set1_epi8(literal.back());
  std::size_t at = from;
  for (; at + 16 <= places; at += 16) {
    __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at));
    __m128i tails = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at + tail));
    auto both = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_and_si128(_mm_cmpeq_epi8(heads, first), _mm_cmpeq_epi8(tails, last))));
    while (both != 0) {
      auto bit = static_cast<std::size_t>(std::countr_zero(both));
      if (std::memcmp(begin + at + bit + 1, literal.data() + 1, tail - 1) == 0) {
        return at + bit;
      }
      both &= both - 1;
    }
  }
  for (; at < places; ++at) {
    if (begin[at] == literal.front() && begin[at + tail] == literal.back() &&
        std::memcmp(begin + at + 1, literal.data() + 1, tail - 1) == 0) {
      return at;
    }
  }
  return kNone;
}

}  // namespace noroshi

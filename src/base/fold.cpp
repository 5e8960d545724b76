#include "base/fold.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include <smmintrin.h>

#include "base/utf.h"

namespace noroshi {
namespace {

struct FoldRange {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t step;
  std::int32_t distance;
};

constexpr FoldRange kRanges[] = {
#include "base/fold_table.inc"
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Lowers A-Z in 16 ASCII bytes.
__m128i lower(__m128i bytes) {
  __m128i above = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1));
  __m128i below = _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1));
  __m128i upper = _mm_and_si128(above, below);
  return _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
}

// Folds units [at, units) to `out`, one by one.
char* fold_units(const std::byte* data, std::size_t at, std::size_t units, char* out) {
  while (at < units) {
    char32_t c = take_utf16(data, units, at);
    out = put_utf8(fold(c), out);
  }
  return out;
}

char* fold_bytes(std::string_view text, char* out) {
  std::size_t at = 0;
  while (at < text.size()) {
    while (text.size() - at >= 16) {
      __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      if (_mm_movemask_epi8(block) != 0) {
        break;
      }
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), lower(block));
      out += 16;
      at += 16;
    }
    // Up to the next block boundary or the end, by code points.
    std::size_t stop = std::min(text.size(), at + 16);
    while (at < stop) {
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        *out++ = lower(text[at++]);
      } else {
        out = put_utf8(fold(take_utf8(text, at)), out);
      }
    }
  }
  return out;
}

}  // namespace

char32_t fold(char32_t c) {
  if (c < 0x80) {
    return static_cast<unsigned char>(lower(static_cast<char>(c)));
  }
  if (c >= 0x2e80 && c < 0xa640) {
    return c;  // CJK, kana, Yi: no cases, and the bulk of East Asian text
  }
  const auto* row =
      std::upper_bound(std::begin(kRanges), std::end(kRanges), c,
                       [](char32_t code, const FoldRange& r) { return code < r.first; });
  if (row == std::begin(kRanges)) {
    return c;
  }
  --row;
  if (c > row->last || (c - row->first) % row->step != 0) {
    return c;
  }
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + row->distance);
}

std::string fold(std::string_view text) {
  std::string out(text.size() * 3 + 16, '\0');
  char* end = fold_bytes(text, out.data());
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

char* fold_utf8_to(std::string_view text, char* out) {
  return fold_bytes(text, out);
}

std::string_view fold_utf8(std::string_view text, Arena& arena) {
  std::byte* start = arena.allocate(text.size() * 3 + 16, 1);
  auto* out = reinterpret_cast<char*>(start);
  auto size = static_cast<std::size_t>(fold_bytes(text, out) - out);
  arena.shrink_last(start, size);
  return {out, size};
}

std::string_view fold_utf16_scalar(Bytes text, Arena& arena) {
  std::size_t units = text.size() / 2;
  std::byte* start = arena.allocate(units * 3 + 16, 1);
  auto* out = reinterpret_cast<char*>(start);
  auto size = static_cast<std::size_t>(fold_units(text.data(), 0, units, out) - out);
  arena.shrink_last(start, size);
  return {out, size};
}

namespace {

// Narrows and lowers 16 units if all are ASCII.
bool fold_block(const std::byte* from, char* out) {
  const __m128i not_ascii = _mm_set1_epi16(static_cast<short>(0xff80));
  __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + 1);
  if (_mm_testz_si128(_mm_or_si128(low, high), not_ascii) == 0) {
    return false;
  }
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), lower(_mm_packus_epi16(low, high)));
  return true;
}

// Narrows and lowers 8 units if all are ASCII.
bool fold_half_block(const std::byte* from, char* out) {
  const __m128i not_ascii = _mm_set1_epi16(static_cast<short>(0xff80));
  __m128i units = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  if (_mm_testz_si128(units, not_ascii) == 0) {
    return false;
  }
  _mm_storel_epi64(reinterpret_cast<__m128i*>(out), lower(_mm_packus_epi16(units, units)));
  return true;
}

// Units folded from the front by whole blocks, the last of which may overlap the one before: all of
// them, or fewer where something is beyond ASCII. One unit is one byte here.
std::size_t fold_ascii_prefix(const std::byte* data, std::size_t units, char* out) {
  std::size_t at = 0;
  while (units - at >= 16) {
    if (!fold_block(data + 2 * at, out + at)) {
      return at;
    }
    at += 16;
  }
  if (units - at >= 8) {
    if (!fold_half_block(data + 2 * at, out + at)) {
      return at;
    }
    at += 8;
  }
  if (at < units && units >= 8) {
    return fold_half_block(data + 2 * (units - 8), out + units - 8) ? units : at;
  }
  while (at < units && load_le<std::uint16_t>(data + 2 * at) < 0x80) {
    out[at] = lower(static_cast<char>(load_le<std::uint16_t>(data + 2 * at)));
    ++at;
  }
  return at;
}

}  // namespace

char* fold_utf16_to(Bytes text, char* out) {
  std::size_t units = text.size() / 2;
  std::size_t at = fold_ascii_prefix(text.data(), units, out);
  out += at;
  while (at < units) {
    // Something beyond ASCII lies in the next block: one by one to its end, then blocks again.
    std::size_t stop = std::min(units, at + 16);
    while (at < stop) {
      out = put_utf8(fold(take_utf16(text.data(), units, at)), out);
    }
    std::size_t done = fold_ascii_prefix(text.data() + 2 * at, units - at, out);
    at += done;
    out += done;
  }
  return out;
}

std::string_view fold_utf16(Bytes text, Arena& arena) {
  std::byte* start = arena.allocate(text.size() / 2 * 3 + 16, 1);
  auto* out = reinterpret_cast<char*>(start);
  auto size = static_cast<std::size_t>(fold_utf16_to(text, out) - out);
  arena.shrink_last(start, size);
  return {out, size};
}

}  // namespace noroshi

#include "base/utf.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include <smmintrin.h>

namespace noroshi {
namespace {

constexpr std::size_t kBlock = 16;  // bytes of one SSE register

const __m128i* block_at(const void* data) {
  return static_cast<const __m128i*>(data);
}

// Index of the first byte at or after `at` that is not ASCII, or the size.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  while (text.size() - at >= kBlock) {
    __m128i block = _mm_loadu_si128(block_at(text.data() + at));
    int high = _mm_movemask_epi8(block);
    if (high != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(high)));
    }
    at += kBlock;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    ++at;
  }
  return at;
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

}  // namespace

char32_t take_utf16(const std::byte* data, std::size_t units, std::size_t& at) {
  char32_t unit = load_le<std::uint16_t>(data + 2 * at++);
  if (unit < 0xd800 || unit > 0xdfff) {
    return unit;
  }
  if (unit < 0xdc00 && at < units) {
    char32_t next = load_le<std::uint16_t>(data + 2 * at);
    if (next >= 0xdc00 && next <= 0xdfff) {
      ++at;
      return 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
    }
  }
  return kReplacementCharacter;
}

char32_t take_utf8(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
  char32_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead >= 0xc2 && lead < 0xe0 && continues(text, at + 1)) {
    char32_t c = ((lead & 0x1f) << 6) | (byte(at + 1) & 0x3f);
    at += 2;
    return c;
  }
  if (lead >= 0xe0 && lead < 0xf0 && continues(text, at + 1) && continues(text, at + 2)) {
    char32_t c = ((lead & 0x0f) << 12) | ((byte(at + 1) & 0x3f) << 6) | (byte(at + 2) & 0x3f);
    if (c >= 0x800 && (c < 0xd800 || c > 0xdfff)) {
      at += 3;
      return c;
    }
  }
  if (lead >= 0xf0 && lead < 0xf5 && continues(text, at + 1) && continues(text, at + 2) &&
      continues(text, at + 3)) {
    char32_t c = ((lead & 0x07) << 18) | ((byte(at + 1) & 0x3f) << 12) |
                 ((byte(at + 2) & 0x3f) << 6) | (byte(at + 3) & 0x3f);
    if (c >= 0x10000 && c < 0x110000) {
      at += 4;
      return c;
    }
  }
  ++at;
  return kReplacementCharacter;
}

char* put_utf8(char32_t c, char* out) {
  auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) {
    *out++ = byte(c);
  } else if (c < 0x800) {
    *out++ = byte(0xc0 | (c >> 6));
    *out++ = byte(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *out++ = byte(0xe0 | (c >> 12));
    *out++ = byte(0x80 | ((c >> 6) & 0x3f));
    *out++ = byte(0x80 | (c & 0x3f));
  } else {
    *out++ = byte(0xf0 | (c >> 18));
    *out++ = byte(0x80 | ((c >> 12) & 0x3f));
    *out++ = byte(0x80 | ((c >> 6) & 0x3f));
    *out++ = byte(0x80 | (c & 0x3f));
  }
  return out;
}

char* utf16_to_utf8_scalar(Bytes text, char* out) {
  std::size_t units = text.size() / 2;
  for (std::size_t at = 0; at < units;) {
    out = put_utf8(take_utf16(text.data(), units, at), out);
  }
  return out;
}

char* utf16_to_utf8(Bytes text, char* out) {
  const std::byte* data = text.data();
  std::size_t units = text.size() / 2;
  const __m128i not_ascii = _mm_set1_epi16(static_cast<short>(0xff80));
  std::size_t at = 0;
  while (at < units) {
    while (units - at >= kBlock) {
      __m128i low = _mm_loadu_si128(block_at(data + 2 * at));
      __m128i high = _mm_loadu_si128(block_at(data + 2 * at + kBlock));
      if (_mm_testz_si128(_mm_or_si128(low, high), not_ascii) == 0) {
        break;
      }
      // 16 bytes are written where 16 units may make 48: always room.
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_packus_epi16(low, high));
      out += kBlock;
      at += kBlock;
    }
    // One block's worth by code points, then try blocks again.
    std::size_t stop = std::min(units, at + kBlock);
    while (at < stop) {
      char32_t unit = load_le<std::uint16_t>(data + 2 * at);
      if (unit < 0x80) {
        *out++ = static_cast<char>(unit);
        ++at;
      } else {
        out = put_utf8(take_utf16(data, units, at), out);
      }
    }
  }
  return out;
}

void append_utf16(Bytes text, std::string& out) {
  std::size_t before = out.size();
  out.resize_and_overwrite(
      before + text.size() / 2 * kMaxUtf8PerUtf16Unit, [&](char* start, std::size_t) {
        return static_cast<std::size_t>(utf16_to_utf8(text, start + before) - start);
      });
}

bool is_ascii(std::string_view text) {
  return skip_ascii(text, 0) == text.size();
}

bool is_valid_utf8(std::string_view text) {
  std::size_t at = 0;
  while ((at = skip_ascii(text, at)) < text.size()) {
    std::size_t start = at;
    // A well-formed U+FFFD takes three bytes, a repair always one.
    if (take_utf8(text, at) == kReplacementCharacter && at - start == 1) {
      return false;
    }
  }
  return true;
}

void append_utf8(std::string_view text, std::string& out) {
  if (is_valid_utf8(text)) {
    out += text;
    return;
  }
  char buffer[4];
  for (std::size_t at = 0; at < text.size();) {
    const char* end = put_utf8(take_utf8(text, at), buffer);
    out.append(buffer, static_cast<std::size_t>(end - buffer));
  }
}

std::size_t utf8_prefix(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return text.size();
  }
  while (limit > 0 && continues(text, limit)) {
    --limit;
  }
  return limit;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) {
    count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  }
  return count;
}

}  // namespace noroshi

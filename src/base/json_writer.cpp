#include "base/json_writer.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include <smmintrin.h>

#include "base/utf.h"

namespace noroshi {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kMaxEscape = 6;  // \uXXXX for one byte or one UTF-16 unit

enum class Quoting : std::uint8_t { kJson, kVisible };

// Bits of the ASCII bytes of a block that cannot be copied as they are.
unsigned special(__m128i block) {
  // Signed comparison: bytes from 0x80 on are negative, so "below space" takes them too.
  __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(' '));
  __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
  __m128i backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
  __m128i del = _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f));
  __m128i any = _mm_or_si128(_mm_or_si128(low, quote), _mm_or_si128(backslash, del));
  return static_cast<unsigned>(_mm_movemask_epi8(any));
}

char* put_escape(char32_t c, char* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  *out++ = '\\';
  *out++ = 'u';
  for (int shift = 12; shift >= 0; shift -= 4) {
    *out++ = kDigits[(c >> shift) & 15];
  }
  return out;
}

char* put_short_escape(char letter, char* out) {
  *out++ = '\\';
  *out++ = letter;
  return out;
}

template <Quoting quoting>
char* put_character(char32_t c, char* out) {
  switch (c) {
    case '\t':
      return put_short_escape('t', out);
    case '\n':
      return put_short_escape('n', out);
    case '\r':
      return put_short_escape('r', out);
    case '"':
    case '\\':
      if (quoting == Quoting::kJson) {
        return put_short_escape(static_cast<char>(c), out);
      }
      break;
    default:
      if (is_hostile_character(c)) {
        return put_escape(c, out);
      }
  }
  return put_utf8(c, out);
}

template <Quoting quoting>
char* put_text(std::string_view text, char* out) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= kBlock) {
      __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), block);
      auto clean = static_cast<std::size_t>(std::countr_zero(special(block) | 1U << kBlock));
      at += clean;
      out += clean;
      if (clean == kBlock) {
        continue;
      }
    }
    out = put_character<quoting>(take_utf8(text, at), out);
  }
  return out;
}

char* put_text_utf16(Bytes text, char* out) {
  std::size_t units = text.size() / 2;
  std::size_t at = 0;
  while (at < units) {
    if (units - at >= kBlock) {
      const auto* from = reinterpret_cast<const __m128i*>(text.data() + 2 * at);
      __m128i low = _mm_loadu_si128(from);
      __m128i high = _mm_loadu_si128(from + 1);
      // Saturation turns units of 0x100 and more into 0xff, or 0x00 if they look negative: both
      // count as special.
      __m128i block = _mm_packus_epi16(low, high);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), block);
      auto clean = static_cast<std::size_t>(std::countr_zero(special(block) | 1U << kBlock));
      at += clean;
      out += clean;
      if (clean == kBlock) {
        continue;
      }
    }
    out = put_character<Quoting::kJson>(take_utf16(text.data(), units, at), out);
  }
  return out;
}

// Grows `out` by what `put` writes, at most `most` bytes.
template <typename Put>
void append_with(std::string& out, std::size_t most, Put put) {
  std::size_t before = out.size();
  out.resize_and_overwrite(before + most, [&](char* start, std::size_t) {
    return static_cast<std::size_t>(put(start + before) - start);
  });
}

template <typename Number>
void append_number(Number value, std::string& out) {
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}

}  // namespace

bool is_hostile_character(char32_t c) {
  if (c < 0xa0) {
    return c < 0x20 || c >= 0x7f;
  }
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_json_string(std::string_view utf8, std::string& out) {
  append_with(out, utf8.size() * kMaxEscape + 2, [&](char* at) {
    *at++ = '"';
    at = put_text<Quoting::kJson>(utf8, at);
    *at++ = '"';
    return at;
  });
}

void append_json_string_utf16(Bytes utf16, std::string& out) {
  append_with(out, utf16.size() / 2 * kMaxEscape + 2, [&](char* at) {
    *at++ = '"';
    at = put_text_utf16(utf16, at);
    *at++ = '"';
    return at;
  });
}

void append_visible(std::string_view utf8, std::string& out) {
  append_with(out, utf8.size() * kMaxEscape,
              [&](char* at) { return put_text<Quoting::kVisible>(utf8, at); });
}

void JsonWriter::separate() {
  if (out_->size() > start_) {
    char last = out_->back();
    if (last != '{' && last != '[' && last != ':') {
      *out_ += ',';
    }
  }
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  *out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  *out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view utf8) {
  separate();
  append_json_string(utf8, *out_);
  *out_ += ':';
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view utf8) {
  separate();
  append_json_string(utf8, *out_);
  return *this;
}

JsonWriter& JsonWriter::string_utf16(Bytes utf16) {
  separate();
  append_json_string_utf16(utf16, *out_);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  append_number(value, *out_);
  return *this;
}

JsonWriter& JsonWriter::unsigned_integer(std::uint64_t value) {
  separate();
  append_number(value, *out_);
  return *this;
}

JsonWriter& JsonWriter::real(double value) {
  if (!std::isfinite(value)) {
    return null();
  }
  separate();
  append_number(value, *out_);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  *out_ += json;
  return *this;
}

}  // namespace noroshi

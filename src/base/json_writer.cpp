#include "base/json_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include <smmintrin.h>

#include "base/utf.h"

namespace noroshi {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kMaxEscape = 6;  // \uXXXX for one byte or one UTF-16 unit

enum class Quoting : std::uint8_t { kJson, kVisible };

// Bits of a block's bytes that need more than a backslash in front: controls, beyond ASCII.
unsigned hard(__m128i block) {
  // Signed comparison: bytes from 0x80 on are negative, so "below space" takes them too.
  __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(' '));
  __m128i del = _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(low, del)));
}

unsigned quotes(__m128i block) {
  __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
  __m128i backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quote, backslash)));
}

// For each set of places among eight bytes, the shuffle that leaves a gap in front of each. Paths
// are full of backslashes: so eight characters cost the same with any number of them.
struct GapTable {
  alignas(kBlock) std::array<std::array<std::uint8_t, kBlock>, 256> shuffles;
};

constexpr std::uint8_t kGap = 0x80;

constexpr GapTable make_gaps() {
  GapTable table{};
  for (unsigned places = 0; places < 256; ++places) {
    std::size_t at = 0;
    for (unsigned i = 0; i < 8; ++i) {
      if ((places >> i & 1) != 0) {
        table.shuffles[places][at++] = kGap;
      }
      table.shuffles[places][at++] = static_cast<std::uint8_t>(i);
    }
    while (at < kBlock) {
      table.shuffles[places][at++] = kGap;
    }
  }
  return table;
}

constexpr GapTable kGaps = make_gaps();

// Writes the first `count` (at most 8) bytes of `block`, a backslash before each of `places`.
char* put_half(__m128i block, unsigned places, std::size_t count, char* out) {
  places &= (1U << count) - 1;
  __m128i shuffle = _mm_load_si128(reinterpret_cast<const __m128i*>(&kGaps.shuffles[places]));
  __m128i gaps = _mm_and_si128(_mm_cmplt_epi8(shuffle, _mm_setzero_si128()), _mm_set1_epi8('\\'));
  __m128i bytes = _mm_or_si128(_mm_shuffle_epi8(block, shuffle), gaps);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
  return out + count + static_cast<std::size_t>(std::popcount(places));
}

// Writes the first `count` bytes of `block`, none of them hard. May write kSlack bytes past the
// end.
template <Quoting quoting>
char* put_block(__m128i block, std::size_t count, char* out) {
  unsigned places = quoting == Quoting::kJson ? quotes(block) & ((1U << count) - 1) : 0;
  if (places == 0) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), block);
    return out + count;
  }
  out = put_half(block, places & 0xff, std::min<std::size_t>(count, 8), out);
  if (count > 8) {
    out = put_half(_mm_srli_si128(block, 8), places >> 8, count - 8, out);
  }
  return out;
}

constexpr std::size_t kSlack = 2 * kBlock;

template <typename Word>
std::uint64_t word_at(const char* data) {
  Word word;
  std::memcpy(&word, data, sizeof(word));
  return word;
}

// Fewer bytes than a block, zeros behind them; nothing past them is read.
__m128i load_part(const char* data, std::size_t size) {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size >= 8) {
    low = word_at<std::uint64_t>(data);
    high = size == 8 ? 0 : word_at<std::uint64_t>(data + size - 8) >> (8 * (kBlock - size));
  } else if (size >= 4) {
    // The middle bytes lie in both words, in the same place.
    low = word_at<std::uint32_t>(data) | word_at<std::uint32_t>(data + size - 4)
                                             << (8 * (size - 4));
  } else if (size > 0) {
    low = word_at<std::uint8_t>(data) | word_at<std::uint8_t>(data + size / 2) << (8 * (size / 2)) |
          word_at<std::uint8_t>(data + size - 1) << (8 * (size - 1));
  }
  return _mm_set_epi64x(static_cast<std::int64_t>(high), static_cast<std::int64_t>(low));
}

__m128i load_whole(const char* data) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
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
    std::size_t size = std::min(text.size() - at, kBlock);
    __m128i block =
        size == kBlock ? load_whole(text.data() + at) : load_part(text.data() + at, size);
    auto easy = static_cast<std::size_t>(std::countr_zero(hard(block) | 1U << size));
    out = put_block<quoting>(block, easy, out);
    at += easy;
    if (easy < size) {
      out = put_character<quoting>(take_utf8(text, at), out);
    }
  }
  return out;
}

char* put_text_utf16(Bytes text, char* out) {
  const char* data = reinterpret_cast<const char*>(text.data());
  std::size_t units = text.size() / 2;
  std::size_t at = 0;
  while (at < units) {
    const char* from = data + 2 * at;
    std::size_t size = std::min(units - at, kBlock);
    __m128i low = size >= 8 ? load_whole(from) : load_part(from, 2 * size);
    __m128i high = size == kBlock ? load_whole(from + kBlock)
                   : size > 8     ? load_part(from + kBlock, 2 * size - kBlock)
                                  : _mm_setzero_si128();
    // Saturation turns units of 0x100 and more into 0xff, or 0x00 if they look negative: both
    // count as hard.
    __m128i block = _mm_packus_epi16(low, high);
    auto easy = static_cast<std::size_t>(std::countr_zero(hard(block) | 1U << size));
    out = put_block<Quoting::kJson>(block, easy, out);
    at += easy;
    if (easy < size) {
      out = put_character<Quoting::kJson>(take_utf16(text.data(), units, at), out);
    }
  }
  return out;
}

// Grows `out` by what `put` writes, at most `most` bytes.
template <typename Put>
void append_with(std::string& out, std::size_t most, Put put) {
  std::size_t before = out.size();
  out.resize_and_overwrite(before + most + kSlack, [&](char* start, std::size_t) {
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

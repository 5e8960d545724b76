// UTF-16LE and UTF-8: one code point at a time, and whole texts to valid UTF-8.
//
// Policy, the same as in base/fold.h so that positions counted in code points agree: an unpaired
// surrogate is one U+FFFD; each byte of UTF-8 that does not begin or continue a well-formed
// sequence is one U+FFFD (so a truncated 3-byte sequence gives two). A trailing odd byte of UTF-16
// is dropped. NUL is a character like any other.
//
// Stateless, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace noroshi {

inline constexpr char32_t kReplacementCharacter = 0xfffd;
inline constexpr std::size_t kMaxUtf8PerUtf16Unit = 3;  // a surrogate pair makes 4 of 2 units

// The code point at unit `at`, which is moved past it. `at` < `units`.
[[nodiscard]] char32_t take_utf16(const std::byte* data, std::size_t units, std::size_t& at);
// The code point at byte `at`, which is moved past it. `at` < text.size().
[[nodiscard]] char32_t take_utf8(std::string_view text, std::size_t& at);
// Writes `c` (a scalar value) as 1 to 4 bytes; returns the end.
char* put_utf8(char32_t c, char* out);

// Writes at most kMaxUtf8PerUtf16Unit bytes a unit to `out`; returns the end.
// Cost: 16 ASCII characters at a time, about 0.1 ns a character; 2-5 ns any other.
char* utf16_to_utf8(Bytes text, char* out);
void append_utf16(Bytes text, std::string& out);

[[nodiscard]] bool is_ascii(std::string_view text);
// Code points of well-formed UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);
// Appends `text`, repaired where it is not valid UTF-8.
void append_utf8(std::string_view text, std::string& out);
// The length in bytes of the longest start of valid UTF-8 `text` that has at most `limit` bytes and
// does not cut a code point.
[[nodiscard]] std::size_t utf8_prefix(std::string_view text, std::size_t limit);

// The scalar twin, for tests.
char* utf16_to_utf8_scalar(Bytes text, char* out);

}  // namespace noroshi

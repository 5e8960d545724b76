// Values as text. This is the one place that says how a value reads, for matching and for people.
//
//   signed, unsigned   decimal                       4688, -1
//   hex                0x and lower-case digits      0x3e7
//   real               shortest that reads back      1.5, nan, inf
//   boolean            true / false
//   guid               braces, upper case            {54849625-5478-4994-A5BA-3E3B0328C30D}
//   sid                S-1-5-21-...                  (a SID too short for its count: as binary)
//   filetime           2026-11-23T05:02:09.1234567Z  systemtime the same
//   binary             upper-case hex digits, no separators
//   text               itself; invalid UTF-8 and unpaired surrogates become U+FFFD; a NUL ends
//   nothing absent, empty      nothing list               its elements joined by ", " (matching
//   looks at the elements one by one)
#pragma once

#include <optional>
#include <string>

#include "event/value.h"

namespace noroshi {

// Appends the text of `value` as valid UTF-8. Cost: linear in its bytes.
void append_text(const Value& value, std::string& out);
[[nodiscard]] std::string to_text(const Value& value);

// The number that a value is (integers, hex, booleans as 0/1, text that reads wholly as a decimal
// integer or real, or as 0x hex), else nothing. Text is read without surrounding space.
struct Number {
  bool is_integer = true;
  bool is_negative = false;     // integers: sign
  std::uint64_t magnitude = 0;  // integers: absolute value
  double real = 0;              // always set; for integers the nearest double
};
[[nodiscard]] std::optional<Number> to_number(const Value& value);
// -1, 0 or 1; exact for two integers, as doubles otherwise.
[[nodiscard]] int compare(const Number& left, const Number& right);

}  // namespace noroshi

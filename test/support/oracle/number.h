// Numbers and times as the oracle reads them from values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "event/value.h"

namespace noroshi::oracle {

// An integer of up to 64 bits, or a real.
struct Quantity {
  bool is_integer = true;
  __int128 integer = 0;
  double real = 0;  // also set for integers
};

// "12", "-3", "+3", "1.5", "2e3", ".5", "0x1F"; surrounding space is allowed. Not "nan", not "".
[[nodiscard]] std::optional<Quantity> quantity_of_text(std::string_view text);
// Numbers, booleans as 0 and 1, text as above; nothing for every other type.
[[nodiscard]] std::optional<Quantity> quantity_of(ValueType type, const std::string& text);

enum class Order { kLess, kEqual, kGreater, kNone };  // kNone: one of them is not a number
[[nodiscard]] Order order(const Quantity& left, const Quantity& right);

// The parts of a time as it is written: an offset at its end changes nothing.
struct CivilTime {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int week = 0;  // ISO 8601, 1 to 53
};

// "2026-11-23", "2026-11-23T05:02", "2026-11-23 05:02:09.123Z", "...+09:00"
[[nodiscard]] std::optional<CivilTime> civil_time(std::string_view text);

}  // namespace noroshi::oracle

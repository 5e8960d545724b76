// Looking for one indicator in one text, the naive way: the oracle of match/indicator_set.h, by its
// definitions and by nothing of its code. It tries every place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/value.h"
#include "indicator/indicator.h"
#include "support/oracle/address.h"

namespace noroshi::naive {

// A text, and what of it can be said without an indicator.
struct Prepared {
  std::u32string folded;
  std::vector<oracle::Address> addresses;
};
[[nodiscard]] Prepared prepare(std::string_view utf8);

// Whether the indicator is in the text.
[[nodiscard]] bool holds(const Indicator& indicator, const Prepared& text);

// Whether a value of this type is looked at: text and identifiers (SID, GUID). Binary values are
// too, for hashes alone.
[[nodiscard]] bool is_looked_at(ValueType type);

}  // namespace noroshi::naive

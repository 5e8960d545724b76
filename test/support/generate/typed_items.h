// Detection items about values that are no mere text: networks, numbers, booleans, times, and
// whether there is a value at all.
#pragma once

#include <array>
#include <cstdint>

#include "support/generate/choice.h"
#include "support/generate/item_maker.h"

namespace noroshi::test {

inline constexpr std::array<std::int64_t, 10> kNumbers = {
    0, 1, -1, 16, 4688, 65535, 2147483648, 9007199254740993, 9223372036854775807, -4096};

[[nodiscard]] MadeItem cidr_item(Choice& choice, Wish wish);
[[nodiscard]] MadeItem number_item(Choice& choice, Wish wish);
[[nodiscard]] MadeItem boolean_item(Choice& choice, Wish wish);
[[nodiscard]] MadeItem time_item(Choice& choice, Wish wish);
[[nodiscard]] MadeItem presence_item(Choice& choice, Wish wish);

}  // namespace noroshi::test

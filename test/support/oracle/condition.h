// The condition of a rule, read by recursive descent into a tree over search identifiers.
//
//   expr := and { "or" and }    and := not { "and" not }    not := "not" not | prim
//   prim := "(" expr ")" | ("1" | "any" | "all") "of" ("them" | pattern) | identifier
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi::oracle {

struct Condition {
  enum class Kind { kAnd, kOr, kNot, kIdentifier };
  Kind kind = Kind::kIdentifier;
  std::vector<Condition> parts;
  std::size_t identifier = 0;  // index into the identifiers given
};

// `them` and patterns leave out identifiers that begin with an underscore, unless the pattern
// begins with one itself.
[[nodiscard]] Result<Condition> parse_condition(std::string_view text,
                                                const std::vector<std::string>& identifiers);

}  // namespace noroshi::oracle

// Regular expressions together with a text that they match somewhere.
#pragma once

#include <string>

#include "support/generate/choice.h"

namespace noroshi::test {

struct MadeRegex {
  std::string pattern;
  std::string text;
};

// Only what the Sigma specification allows; no look-around, no back-references.
[[nodiscard]] MadeRegex make_regex(Choice& choice);

}  // namespace noroshi::test

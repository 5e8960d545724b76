#include "indicator/marking.h"

#include <array>

#include "base/ascii.h"
#include "indicator/refang.h"

namespace noroshi {

std::string marking_in(std::string_view text) {
  // The longer names first: AMBER+STRICT begins with AMBER.
  constexpr std::array<std::string_view, 6> kColours = {"AMBER+STRICT", "AMBER", "CLEAR",
                                                        "GREEN",        "WHITE", "RED"};
  std::string lowered = ascii_lowered(text);
  std::size_t at = lowered.find("tlp:");
  if (at == lowered.npos) {
    return {};
  }
  std::string_view rest = trimmed(text.substr(at + 4));
  for (std::string_view colour : kColours) {
    if (starts_ignoring_case(rest, colour)) {
      return "TLP:" + std::string(colour);
    }
  }
  return {};
}

}  // namespace noroshi

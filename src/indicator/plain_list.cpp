// One indicator a line. `#`, `;` and `//` begin a comment line; ` #` and ` //` a comment behind a
// value. A line that says TLP:... marks the list. A file of hosts gives its names.
#include <algorithm>

#include "base/ascii.h"
#include "indicator/classify.h"
#include "indicator/indicator_list.h"
#include "indicator/marking.h"
#include "indicator/refang.h"

namespace noroshi {
namespace {

std::string_view without_comment(std::string_view line) {
  for (std::string_view sign : {" #", "\t#", " //", "\t//"}) {
    line = line.substr(0, line.find(sign));
  }
  return trimmed(line);
}

// "0.0.0.0 evil.example" and "127.0.0.1 evil.example": lists of names to block are often written as
// files of hosts.
std::string_view without_block_address(std::string_view value) {
  for (std::string_view address : {"0.0.0.0", "127.0.0.1", "::1"}) {
    if (value.starts_with(address)) {
      std::string_view rest = value.substr(address.size());
      if (rest.starts_with(' ') || rest.starts_with('\t')) {
        return trimmed(rest);
      }
    }
  }
  return value;
}

}  // namespace

void read_plain_list(std::string_view text, IndicatorList& list) {
  std::uint32_t number = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = trimmed(line);
    ++number;
    std::string marking = marking_in(line);
    list.mark(marking);
    if (line.empty() || line.starts_with('#') || line.starts_with(';') || line.starts_with("//")) {
      continue;
    }
    std::string_view value = without_block_address(without_comment(line));
    if (!marking.empty() && starts_ignoring_case(value, "tlp:")) {
      continue;
    }
    list.take(number, value, classify(value));
  }
}

}  // namespace noroshi

// Regular expressions for the oracle, by PCRE2: another engine than the program's own.
//
// A search, case-sensitive unless asked otherwise. `.` is everything but a line feed, `$` the end
// of the value, not the place before a line feed that ends it. Under multi_line a line begins after
// every line feed, also after one that ends the value.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi::oracle {

struct RegexFlags {
  bool ignore_case = false;
  bool multi_line = false;
  bool dot_matches_newline = false;
};

class Regex {
 public:
  [[nodiscard]] static Result<Regex> compile(const std::string& pattern, RegexFlags flags);
  [[nodiscard]] bool search(std::string_view utf8) const;

 private:
  std::shared_ptr<void> code_;
};

}  // namespace noroshi::oracle

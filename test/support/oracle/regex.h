// Regular expressions for the oracle, by PCRE2: another engine than the program's own.
//
// A search, case-sensitive unless asked otherwise. `$` means the end of the value (or of a line
// under multi_line), `.` everything but a line feed.
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

// Command lines as they occur on office machines: a few kinds of programs, each with its own way of
// repeating itself. Some never repeat (browsers' helpers, temporary files), some always do.
#pragma once

#include <string>
#include <string_view>

#include "support/random.h"

namespace noroshi::evidence {

struct CommandLine {
  std::string_view image;   // static storage
  std::string_view parent;  // static storage: the image that usually starts it
  bool is_system = false;   // runs as SYSTEM
};

// Makes a command line in `out` (replaced). About one of `kUnusualEvery` is such as intruders and
// administrators alike type.
inline constexpr std::uint64_t kUnusualEvery = 30;
CommandLine make_command_line(Random& random, std::string_view user, std::string& out);

}  // namespace noroshi::evidence

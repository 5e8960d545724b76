// Runs the program as a user would, without a shell and without a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace noroshi::test {

struct Outcome {
  int exit_code = -1;  // 128 + signal if a signal ended it
  std::string out;
  std::string err;
};

// NO_COLOR, LC_ALL and the like come from `environment`, as "NAME=value".
Outcome run_program(const std::vector<std::string>& arguments,
                    const std::vector<std::string>& environment = {});

// Another program, by its path, and its arguments.
Outcome run_command(const std::vector<std::string>& command);
// The path of the program under test.
std::string program();

// The same; once `after` bytes of output have come, `signal` is sent, and then the rest is read.
Outcome run_and_signal(const std::vector<std::string>& arguments, std::size_t after, int signal);

// The same; after the first bytes of output nobody reads it any more.
Outcome run_and_close(const std::vector<std::string>& arguments);

}  // namespace noroshi::test

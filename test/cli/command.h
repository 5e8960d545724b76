// Runs the program as a user would, without a shell and without a terminal.
#pragma once

#include <sys/resource.h>

#include <cstddef>
#include <cstdint>
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

inline constexpr int kCannotStart = 127;

struct Circumstances {
  enum class User : std::uint8_t { kSame, kOrdinary };
  User user = User::kSame;  // kOrdinary: one whom file modes hold, even if the tests run as root
  rlim_t largest_file = RLIM_INFINITY;  // no file may grow beyond; stands for a full disk
};

// The same under `circumstances`; kCannotStart if they do not let the program run at all.
Outcome run_program_as(const Circumstances& circumstances,
                       const std::vector<std::string>& arguments);

// The same; once `after` bytes of output have come, `signal` is sent, and then the rest is read.
Outcome run_and_signal(const std::vector<std::string>& arguments, std::size_t after, int signal);

// The same; after the first bytes of output nobody reads it any more.
Outcome run_and_close(const std::vector<std::string>& arguments);

// The thread sanitizer makes a file of its own in every program,
// which a test of what is written would see.
[[nodiscard]] constexpr bool has_thread_sanitizer() {
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
  return true;
#endif
#endif
  return false;
}

}  // namespace noroshi::test

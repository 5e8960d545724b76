#include "cli/command.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace noroshi::test {
namespace {

struct Child {
  pid_t process = -1;
  int out = -1;
  std::FILE* err = nullptr;  // a file, so that it can never block the program
};

constexpr id_t kNobody = 65534;

// Only calls that are safe between fork and exec.
void take_on(const Circumstances& circumstances) {
  if (circumstances.largest_file != RLIM_INFINITY) {
    rlimit limit{circumstances.largest_file, circumstances.largest_file};
    std::signal(SIGXFSZ, SIG_IGN);  // so that the write fails, as on a full disk
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (circumstances.user == Circumstances::User::kOrdinary && ::geteuid() == 0 &&
      (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) {
    ::_exit(kCannotStart);
  }
}

Child start(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
            const Circumstances& circumstances = {}, std::string program = NOROSHI_PROGRAM) {
  int ends[2];
  std::FILE* err = std::tmpfile();
  if (err == nullptr || ::pipe2(ends, O_CLOEXEC) != 0) {
    std::abort();
  }
  pid_t process = ::fork();
  if (process == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(::fileno(err), STDERR_FILENO);
    std::vector<char*> argv{program.data()};
    for (const std::string& argument : arguments) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    std::vector<char*> environ_list;
    for (const std::string& variable : environment) {
      environ_list.push_back(const_cast<char*>(variable.c_str()));
    }
    environ_list.push_back(nullptr);
    take_on(circumstances);
    ::execve(program.c_str(), argv.data(), environ_list.data());
    ::_exit(kCannotStart);
  }
  ::close(ends[1]);
  return {process, ends[0], err};
}

std::string read_file(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
    text.append(buffer, got);
  }
  return text;
}

// Reads until the end, or until `most` bytes have come.
void read_out(const Child& child, std::string& out, std::size_t most = SIZE_MAX) {
  char buffer[4096];
  while (out.size() < most) {
    ssize_t got = ::read(child.out, buffer, sizeof buffer);
    if (got <= 0) {
      break;
    }
    out.append(buffer, static_cast<std::size_t>(got));
  }
}

Outcome finish(Child child, std::string out) {
  ::close(child.out);
  int status = 0;
  ::waitpid(child.process, &status, 0);
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.out = std::move(out);
  outcome.err = read_file(child.err);
  std::fclose(child.err);
  return outcome;
}

}  // namespace

Outcome run_program(const std::vector<std::string>& arguments,
                    const std::vector<std::string>& environment) {
  Child child = start(arguments, environment);
  std::string out;
  read_out(child, out);
  return finish(child, std::move(out));
}

Outcome run_command(const std::vector<std::string>& command) {
  std::vector<std::string> arguments(command.begin() + 1, command.end());
  Child child = start(arguments, {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}, {}, command.front());
  std::string out;
  read_out(child, out);
  return finish(child, std::move(out));
}

std::string program() {
  return NOROSHI_PROGRAM;
}

Outcome run_program_as(const Circumstances& circumstances,
                       const std::vector<std::string>& arguments) {
  Child child = start(arguments, {}, circumstances);
  std::string out;
  read_out(child, out);
  return finish(child, std::move(out));
}

Outcome run_and_signal(const std::vector<std::string>& arguments, std::size_t after, int signal) {
  Child child = start(arguments, {});
  std::string out;
  read_out(child, out, after);
  ::kill(child.process, signal);
  read_out(child, out);
  return finish(child, std::move(out));
}

Outcome run_and_close(const std::vector<std::string>& arguments) {
  Child child = start(arguments, {});
  std::string out;
  read_out(child, out, 1);
  return finish(child, std::move(out));
}

}  // namespace noroshi::test

#include "measure.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace noroshi::bench {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "noroshi-bench: %s: %s\n", what.c_str(), std::strerror(errno));
  std::exit(74);
}

}  // namespace

void read_pieces(const std::string& path, std::uint64_t start, std::size_t piece,
                 const std::function<void(std::span<const std::byte>, std::uint64_t)>& take) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    give_up(path);
  }
  std::vector<std::byte> buffer(piece);
  for (std::uint64_t offset = start;;) {
    ssize_t got = pread(file, buffer.data(), piece, static_cast<off_t>(offset));
    if (got < 0) {
      give_up(path);
    }
    if (got == 0) {
      break;
    }
    take(std::span(buffer).first(static_cast<std::size_t>(got)), offset);
    offset += static_cast<std::uint64_t>(got);
  }
  close(file);
}

std::string read_whole(const std::string& path) {
  std::string text;
  read_pieces(path, 0, 1 << 20, [&](std::span<const std::byte> bytes, std::uint64_t) {
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  });
  return text;
}

ChildCost run_child(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& part : command) {
    arguments.push_back(const_cast<char*>(part.c_str()));
  }
  arguments.push_back(nullptr);
  Stopwatch watch;
  pid_t child = fork();
  if (child < 0) {
    give_up("fork");
  }
  if (child == 0) {
    execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) < 0) {
    give_up("wait4");
  }
  ChildCost cost;
  cost.seconds = watch.seconds();
  cost.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  cost.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  cost.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return cost;
}

}  // namespace noroshi::bench

// Machine: one Windows computer of a scenario, and the logs that it keeps.
//
//   Machine host("ws01.example", "10.0.0.1", 7);
//   const Process shell = host.start(time, account, "C:\\Windows\\explorer.exe", "explorer.exe",
//   {}); sysmon_dns(host.add(Log::kSysmon), host.at(time), shell, "name.example", "10.0.0.2");
//   TRY(host.write("directory"));
//
// Events may be added in any order; write() puts them in order of time and numbers them.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/random.h"
#include "support/windows_events.h"

namespace noroshi::evidence {

enum class Log : std::uint8_t { kSecurity, kSystem, kSysmon, kPowerShell, kDefender, kTasks };
inline constexpr std::size_t kLogs = 6;

struct MachineTotals {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

class Machine {
 public:
  Machine(std::string name, std::string ip, std::uint64_t seed);

  [[nodiscard]] const std::string& name() const { return name_; }  // with domain
  [[nodiscard]] std::string short_name() const { return name_.substr(0, name_.find('.')); }
  [[nodiscard]] const std::string& ip() const { return ip_; }
  [[nodiscard]] Where at(Time time) const { return {name_, time}; }
  [[nodiscard]] Random& random() { return random_; }

  // A new event of a log, for a function of windows_events.h to fill.
  EventSpec& add(Log log);

  // A process that was there before the logs began.
  Process standing(std::string_view image, std::string_view command_line, const Account& who);
  // Starts a process: Sysmon 1 and Security 4688.
  Process start(Time time, const Account& who, std::string_view image,
                std::string_view command_line, const Process& parent);

  // Clears a log at `time`: what was there is gone. The caller adds the event that tells of it.
  void clear(Log log, Time time);

  // Writes DIRECTORY/<short name>/<log>.evtx, as Windows names them.
  [[nodiscard]] Result<MachineTotals> write(const std::filesystem::path& directory);

 private:
  std::string name_;
  std::string ip_;
  Random random_;
  std::array<std::vector<EventSpec>, kLogs> logs_;
  std::uint32_t next_process_ = 0;
};

// What a program's file says about itself, by its name; unknown ones say nothing.
void describe_program(Process& process);

}  // namespace noroshi::evidence

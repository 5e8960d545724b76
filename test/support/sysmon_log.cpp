#include "support/sysmon_log.h"

#include <fmt/format.h>

#include <array>
#include <memory>

#include "support/command_lines.h"
#include "support/machine.h"
#include "support/rolling_writer.h"
#include "support/text_statistics.h"

namespace noroshi::evidence {
namespace {

constexpr std::size_t kHosts = 40;
constexpr std::uint64_t kRecordsPerVisit = 5'000;  // of one host before the next has its turn
constexpr std::size_t kRemembered = 64;            // processes of a host that still run

constexpr std::string_view kLibraries[] = {
    "C:\\Windows\\System32\\kernel32.dll", "C:\\Windows\\System32\\user32.dll",
    "C:\\Windows\\System32\\combase.dll",  "C:\\Windows\\System32\\dwmapi.dll",
    "C:\\Windows\\System32\\ws2_32.dll",   "C:\\Windows\\System32\\windowscodecs.dll",
    "C:\\Windows\\System32\\rpcrt4.dll",   "C:\\Program Files\\Kanna CAD\\kernel3d.dll",
    "C:\\Windows\\System32\\uxtheme.dll",  "C:\\Program Files\\Kanna CAD\\mesh.dll"};
constexpr std::string_view kSites[] = {"intra",     "mail", "news",    "parts",
                                       "standards", "maps", "weather", "trains"};

class SysmonHost {
 public:
  SysmonHost(std::size_t number, std::uint64_t seed)
      : random_(seed * 1000 + number),
        name_(fmt::format("ws{:03}-{}.hagane.example", number, seed)),
        ip_(fmt::format("10.20.0.{}", 20 + number)),
        user_(fmt::format("user{:03}", number)),
        qualified_("HAGANE\\" + user_) {
    for (Process& process : running_) {
      make_process(process);
    }
  }

  // Fills `event` with the next thing that happens. `command_line` is set for process creation.
  void next(EventSpec& event, Time time, const std::string*& command_line) {
    const Where where{name_, time};
    command_line = nullptr;
    const auto kind = random_.below(100);
    Process& process = running_[random_.below(kRemembered)];
    if (kind < 50) {
      make_process(process);
      Process& parent = running_[random_.below(kRemembered)];
      if (&parent != &process && parent.image != parent_image_) {
        set_image(parent, parent_image_);
        parent.command_line.assign(parent_image_);
      }
      sysmon_process_create(event, where, process, parent);
      command_line = &process.command_line;
    } else if (kind < 62) {
      text_.clear();
      fmt::format_to(std::back_inserter(text_), "203.0.113.{}", random_.below(250));
      sysmon_network(event, where, process,
                     {ip_, name_, static_cast<std::uint16_t>(49152 + random_.below(16000)), text_,
                      "-", static_cast<std::uint16_t>(random_.chance(80) ? 443 : 445)});
    } else if (kind < 74) {
      sysmon_image_load(event, where, process, random_.pick(kLibraries), "Microsoft Windows",
                        process.hashes);
    } else if (kind < 80) {
      sysmon_process_access(event, where, process, running_[random_.below(kRemembered)], 0x1000,
                            "C:\\Windows\\SYSTEM32\\ntdll.dll+9d234|C:\\Windows\\System32\\"
                            "KERNELBASE.dll+2c13e|C:\\Windows\\System32\\combase.dll+5b1c2");
    } else if (kind < 88) {
      text_.clear();
      fmt::format_to(std::back_inserter(text_), "C:\\Users\\{}\\Work\\", user_);
      random_.append_hex(8, text_);
      text_ += ".tmp";
      sysmon_file_create(event, where, process, text_);
    } else if (kind < 96) {
      text_ = "HKU\\S-1-5-21-2083415590-1148073922-3310456671-1101\\Software\\Kanna\\Recent\\";
      random_.append_hex(4, text_);
      details_.clear();
      fmt::format_to(std::back_inserter(details_), "DWORD (0x{:08x})", random_.below(1 << 20));
      sysmon_registry_value(event, where, process, text_, details_);
    } else {
      text_.clear();
      fmt::format_to(std::back_inserter(text_), "{}{}.example", random_.pick(kSites),
                     random_.below(200));
      sysmon_dns(event, where, process, text_, "::ffff:203.0.113.17;");
    }
  }

 private:
  void set_image(Process& process, std::string_view image) {
    if (process.image != image) {
      process.image = image;
      describe_program(process);
    }
  }

  void make_process(Process& process) {
    CommandLine line = make_command_line(random_, user_, scratch_);
    process.command_line.swap(scratch_);
    parent_image_ = line.parent;
    set_image(process, line.image);
    process.id = static_cast<std::uint32_t>(4 * random_.between(300, 9000));
    const std::uint64_t identity[2] = {random_.next(), random_.next()};
    std::memcpy(process.guid.data(), identity, sizeof(identity));
    process.user = line.is_system ? "NT AUTHORITY\\SYSTEM" : qualified_;
    process.integrity = line.is_system ? "System" : "Medium";
    process.logon_id = line.is_system ? 0x3e7 : 0x7a1000 + random_.below(64) * 16;
    process.session = line.is_system ? 0 : 1;
  }

  Random random_;
  std::string name_;
  std::string ip_;
  std::string user_;
  std::string qualified_;
  std::array<Process, kRemembered> running_;
  std::string_view parent_image_;
  std::string text_;
  std::string details_;
  std::string scratch_;
};

}  // namespace

Result<std::string> write_sysmon_log(const std::filesystem::path& path,
                                     const SysmonLogOptions& options) {
  std::vector<SysmonHost> hosts;
  hosts.reserve(kHosts);
  for (std::size_t number = 0; number < kHosts; ++number) {
    hosts.emplace_back(number + 1, options.seed);
  }
  Random clock(options.seed);
  Time time = Time::from_civil(2026, 6, 1, 0, 0, 0, 0);
  RollingWriter log(path);
  std::unique_ptr<EventWriter> events;
  std::uint64_t generation = 0;
  TextStatistics command_lines;
  EventSpec event;
  for (std::uint64_t count = 0; count < options.records; ++count) {
    time.ticks += static_cast<std::int64_t>(clock.below(200'000));
    const std::string* command_line = nullptr;
    hosts[count / kRecordsPerVisit % kHosts].next(event, time, command_line);
    if (command_line != nullptr) {
      command_lines.add(*command_line, command_line->size());
    }
    event.record_id = count + 1;
    EvtxWriter* writer = TRY(log.writer());
    if (generation != log.generation()) {
      generation = log.generation();
      events = std::make_unique<EventWriter>(*writer, options.style);
    }
    TRY(events->write(event));
    log.count_record();
  }
  const WriterTotals totals = TRY(log.finish());
  return fmt::format("{} records, {} bytes in {} file(s)\n{}\n", totals.records, totals.bytes,
                     log.generation(), command_lines.describe("command lines"));
}

}  // namespace noroshi::evidence

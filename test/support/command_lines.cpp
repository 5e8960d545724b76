#include "support/command_lines.h"

#include <fmt/format.h>

#include <iterator>

namespace noroshi::evidence {
namespace {

constexpr std::string_view kExplorer = "C:\\Windows\\explorer.exe";
constexpr std::string_view kServices = "C:\\Windows\\System32\\services.exe";
constexpr std::string_view kSvchost = "C:\\Windows\\System32\\svchost.exe";
constexpr std::string_view kCmd = "C:\\Windows\\System32\\cmd.exe";
constexpr std::string_view kPowerShell =
    "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
constexpr std::string_view kEdge =
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
constexpr std::string_view kWord =
    "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE";
constexpr std::string_view kAgent = "C:\\Program Files\\Hagane\\Inventory\\inventory.exe";

constexpr std::string_view kWords[] = {
    "pump",   "valve", "rotor",   "bearing", "gearbox", "report",   "minutes",  "budget",
    "order",  "test",  "drawing", "housing", "bracket", "schedule", "delivery", "inspection",
    "letter", "offer", "plan",    "review",  "steel",   "welding",  "survey",   "training"};

std::string_view word(Random& random) {
  return random.pick(kWords);
}

}  // namespace

CommandLine make_command_line(Random& random, std::string_view user, std::string& out) {
  out.clear();
  const auto to = std::back_inserter(out);
  if (random.below(kUnusualEvery) == 0) {
    switch (random.below(6)) {
      case 0:
        out = "whoami.exe /all";
        return {"C:\\Windows\\System32\\whoami.exe", kCmd, false};
      case 1:
        fmt::format_to(to, "net.exe group \"{} readers\" /domain", word(random));
        return {"C:\\Windows\\System32\\net.exe", kCmd, false};
      case 2:
        fmt::format_to(to,
                       "powershell.exe -NoProfile -ExecutionPolicy Bypass -File "
                       "C:\\Admin\\Scripts\\{}-{}.ps1",
                       word(random), word(random));
        return {kPowerShell, kCmd, false};
      case 3:
        fmt::format_to(to, "schtasks.exe /create /tn \\Hagane\\{} /tr C:\\Admin\\{}.cmd /sc daily",
                       word(random), word(random));
        return {"C:\\Windows\\System32\\schtasks.exe", kCmd, false};
      case 4:
        fmt::format_to(to, "reg.exe add HKCU\\Software\\Hagane\\{} /v Last /t REG_SZ /d {} /f",
                       word(random), random.below(100000));
        return {"C:\\Windows\\System32\\reg.exe", kCmd, false};
      default:
        fmt::format_to(to, "nltest.exe /dsgetdc:hagane{}.example", random.below(100));
        return {"C:\\Windows\\System32\\nltest.exe", kCmd, false};
    }
  }
  switch (random.below(14)) {
    case 0:
    case 1:
      fmt::format_to(to,
                     "\"{}\" --type=renderer --lang=ja --renderer-client-id={} "
                     "--time-ticks-at-unix-epoch=-{} --mojo-handle={} /prefetch:1",
                     kEdge, random.between(4, 900), random.next() % 10'000'000'000,
                     random.between(1000, 9999));
      return {kEdge, kEdge, false};
    case 2: {
      fmt::format_to(to, "\"{}\" /n \"C:\\Users\\{}\\Documents\\{} {} {}.docx\" /o \"\"", kWord,
                     user, word(random), word(random), random.between(1, 400));
      return {kWord, kExplorer, false};
    }
    case 3:
      fmt::format_to(to, "C:\\Windows\\system32\\svchost.exe -k {} -p -s {}",
                     random.chance(50) ? "netsvcs" : "LocalServiceNetworkRestricted",
                     random.chance(50) ? "wuauserv" : "BITS");
      return {kSvchost, kServices, true};
    case 4:
      out = "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1";
      return {"C:\\Windows\\System32\\conhost.exe", kCmd, false};
    case 5:
      out = "C:\\Windows\\System32\\RuntimeBroker.exe -Embedding";
      return {"C:\\Windows\\System32\\RuntimeBroker.exe", kSvchost, false};
    case 6:
      out = "taskhostw.exe {222A245B-E637-4AE9-A93F-A59CA119A75E}";
      return {"C:\\Windows\\System32\\taskhostw.exe", kSvchost, true};
    case 7:
      fmt::format_to(to,
                     "\"C:\\Windows\\system32\\SearchProtocolHost.exe\" Global\\"
                     "UsGthrFltPipeMssGthrPipe{}_ Global\\UsGthrCtrlFltPipeMssGthrPipe{} 1 "
                     "-2147483646 \"Software\\Microsoft\\Windows Search\"",
                     random.below(4000), random.below(4000));
      return {"C:\\Windows\\System32\\SearchProtocolHost.exe", kSvchost, true};
    case 8:
      fmt::format_to(to,
                     "\"{}\" --collect hardware,software --out \"C:\\ProgramData\\Hagane\\"
                     "Inventory\\{}-{}.json\"",
                     kAgent, word(random), random.next() % 1'000'000);
      return {kAgent, kServices, true};
    case 9:
      fmt::format_to(to,
                     "\"C:\\Program Files\\Kanna CAD\\kanna.exe\" /open "
                     "\\\\fs01\\Drawings\\{}-{}\\{}-rev{}.kdw",
                     word(random), random.between(1, 30), word(random), random.between(1, 60));
      return {"C:\\Program Files\\Kanna CAD\\kanna.exe", kExplorer, false};
    case 10:
      fmt::format_to(to,
                     "\"C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe\""
                     " /ping {}",
                     random.next());
      return {"C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe", kSvchost,
              true};
    case 11:
      fmt::format_to(to, "cmd.exe /c C:\\Admin\\Login\\map-{}.cmd", word(random));
      return {kCmd, kExplorer, false};
    case 12: {
      fmt::format_to(to,
                     "\"C:\\Program Files\\Kanna CAD\\convert.exe\" --in C:\\Users\\{}\\Work\\{}_",
                     user, word(random));
      random.append_hex(8, out);
      out += ".kdw --out C:\\Users\\";
      out += user;
      out += "\\Work\\preview.png --size 512";
      return {"C:\\Program Files\\Kanna CAD\\convert.exe",
              "C:\\Program Files\\Kanna CAD\\kanna.exe", false};
    }
    default:
      fmt::format_to(to,
                     "\"C:\\Program Files\\Git\\cmd\\git.exe\" -C C:\\Users\\{}\\src\\{} status "
                     "--porcelain=v{}",
                     user, word(random), random.between(1, 2));
      return {"C:\\Program Files\\Git\\cmd\\git.exe", kExplorer, false};
  }
}

}  // namespace noroshi::evidence

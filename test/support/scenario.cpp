#include "support/scenario.h"

namespace noroshi::evidence {
namespace {

constexpr std::string_view kDomain = "HAGANE";
constexpr std::string_view kSidPrefix = "S-1-5-21-2083415590-1148073922-3310456671-";
constexpr std::string_view kEngineerNames[Network::kEngineers] = {"k.mori",  "t.asano",   "y.fujii",
                                                                  "r.okada", "m.hayashi", "s.kudo"};

Account account(std::string_view name, unsigned number, std::uint64_t logon_id) {
  return {parse_sid(std::string(kSidPrefix) + std::to_string(number)), std::string(name),
          std::string(kDomain), logon_id};
}

Result<MachineTotals> write_all(Network& network, const std::filesystem::path& directory) {
  MachineTotals totals;
  for (Machine* machine : network.machines()) {
    const MachineTotals written = TRY(machine->write(directory));
    totals.records += written.records;
    totals.bytes += written.bytes;
  }
  return totals;
}

}  // namespace

Time japan_time(const Day& day, unsigned hour, unsigned minute, unsigned second) {
  constexpr std::int64_t kOffset = 9 * 3600 * Time::kTicksPerSecond;
  return {Time::from_civil(2026, day.month, day.day, hour, minute, second, 0).ticks - kOffset};
}

Network::Network(std::uint64_t seed)
    : controller("dc01.hagane.example", "10.20.0.10", seed + 1),
      files("fs01.hagane.example", "10.20.0.11", seed + 2),
      admin_host("adm01.hagane.example", "10.20.0.20", seed + 3),
      administrator(account("adm.noda", 1601, 0x4c1f20)),
      backup(account("svc.backup", 1702, 0x51aa04)) {
  for (unsigned index = 0; index < kEngineers; ++index) {
    workstations.emplace_back("ws-eng0" + std::to_string(index + 1) + ".hagane.example",
                              "10.20.0." + std::to_string(101 + index), seed + 10 + index);
    engineers.push_back(account(kEngineerNames[index], 1101 + index, 0x7a1000 + 0x1310 * index));
  }
}

std::vector<Machine*> Network::machines() {
  std::vector<Machine*> all = {&controller, &files, &admin_host};
  for (Machine& machine : workstations) {
    all.push_back(&machine);
  }
  return all;
}

Result<MachineTotals> write_demo(const std::filesystem::path& directory, std::uint64_t seed) {
  Network clean(seed);
  for (unsigned day = 1; day <= 7; ++day) {
    add_ordinary_day(clean, {6, day, day <= 5, day <= 5 ? 150U : 40U});
  }
  MachineTotals totals = TRY(write_all(clean, directory / "clean-week"));

  Network struck(seed + 1000);
  const Day first{6, 9, true, 400};
  const Day second{6, 10, true, 400};
  add_ordinary_day(struck, first);
  add_ordinary_day(struck, second);
  add_intrusion(struck, first, second);
  const MachineTotals written = TRY(write_all(struck, directory / "intrusion"));
  totals.records += written.records;
  totals.bytes += written.bytes;
  return totals;
}

}  // namespace noroshi::evidence

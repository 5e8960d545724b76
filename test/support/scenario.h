// The demonstration's evidence: a contractor's network of a domain controller, a file server, an
// administrator's host and six engineers' workstations, as log records.
//
//   DIR/clean-week/<host>/*.evtx   Monday 2026-06-01 to Sunday 2026-06-07, ordinary work
//   DIR/intrusion/<host>/*.evtx    Tuesday 2026-06-09 and Wednesday 2026-06-10, ordinary work with
//                                  an intrusion among it
//
// Every name, address and file is invented (outside addresses of RFC 5737, names under .example);
// what an intruder ran exists only as text in records. Equal seeds give equal bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "support/machine.h"

namespace noroshi::evidence {

struct Day {
  unsigned month = 6;
  unsigned day = 1;
  bool is_workday = true;
  unsigned moments = 400;  // of activity, on each machine
};

// Minute of a day in Japan, where the contractor works, as a time in UTC.
[[nodiscard]] Time japan_time(const Day& day, unsigned hour, unsigned minute, unsigned second = 0);

struct Network {
  explicit Network(std::uint64_t seed);

  static constexpr std::size_t kEngineers = 6;

  Machine controller;
  Machine files;
  Machine admin_host;
  std::vector<Machine> workstations;
  Account administrator;
  Account backup;
  std::vector<Account> engineers;  // engineer i works at workstation i

  [[nodiscard]] std::vector<Machine*> machines();
};

void add_ordinary_day(Network& network, const Day& day);
void add_intrusion(Network& network, const Day& first, const Day& second);

[[nodiscard]] Result<MachineTotals> write_demo(const std::filesystem::path& directory,
                                               std::uint64_t seed);

}  // namespace noroshi::evidence

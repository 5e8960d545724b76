// Times as Sysmon writes them: "2026-06-01 08:00:00.123".
#pragma once

#include <string>

#include "base/time.h"

namespace noroshi::evidence {

inline void append_utc(Time time, std::string& out) {
  char iso[Time::kIsoCapacity];
  time.write_iso(iso);
  iso[10] = ' ';
  out.append(iso, 23);
}

}  // namespace noroshi::evidence

// A time zone by the name that a user gives.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/timezone.h"

namespace noroshi {

// "UTC", an offset ("+09:00"), an IANA name ("Asia/Tokyo", in any case), or "local": this machine's
// zone, by the variable TZ or else /etc/localtime. Names are looked up in the zone files of the
// system ($TZDIR, /usr/share/zoneinfo, ...), which are newer, then in the table of the program. A
// zone file that cannot be understood is an error, never a reason to guess.
[[nodiscard]] Result<TimeZone> find_timezone(std::string_view name);

}  // namespace noroshi

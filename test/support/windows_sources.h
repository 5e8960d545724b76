// Who writes Windows events, and how each kind begins; for sysmon_events.cpp and
// windows_events.cpp.
#pragma once

#include "support/windows_events.h"

namespace noroshi::evidence {

struct Source {
  std::string_view provider;
  Guid guid;
  std::string_view channel;
  std::uint32_t process_id;
};

enum class Audit : std::uint8_t { kSuccess, kFailure };

const Source& sysmon();
const Source& security();
const Source& services();
const Source& event_log(std::string_view channel);
const Source& powershell();
const Source& defender();
const Source& tasks();
const std::vector<std::byte>& system_sid();
void begin(EventSpec& event, const Source& source, const Where& where, std::uint16_t id,
           std::uint8_t version, std::uint16_t task);
void begin_sysmon(EventSpec& event, const Where& where, std::uint16_t id, std::uint8_t version);
void begin_security(EventSpec& event, const Where& where, std::uint16_t id, std::uint8_t version,
                    std::uint16_t task, Audit audit = Audit::kSuccess);
EventSpec& subject(EventSpec& event, const Account& who);
const Account& local_system();
const Account& nobody();
std::string utc_text(Time time);

}  // namespace noroshi::evidence

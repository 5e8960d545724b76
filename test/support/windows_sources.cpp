#include "support/windows_sources.h"

#include "support/time_text.h"

namespace noroshi::evidence {

const Source& sysmon() {
  static const Source source{"Microsoft-Windows-Sysmon",
                             parse_guid("{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"),
                             "Microsoft-Windows-Sysmon/Operational", 2904};
  return source;
}
const Source& security() {
  static const Source source{"Microsoft-Windows-Security-Auditing",
                             parse_guid("{54849625-5478-4994-A5BA-3E3B0328C30D}"), "Security", 4};
  return source;
}
const Source& services() {
  static const Source source{"Service Control Manager",
                             parse_guid("{555908D1-A6D7-4695-8E1E-26931D2012F4}"), "System", 712};
  return source;
}
const Source& event_log(std::string_view channel) {
  static const Guid guid = parse_guid("{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}");
  static const Source to_security{"Microsoft-Windows-Eventlog", guid, "Security", 1188};
  static const Source to_system{"Microsoft-Windows-Eventlog", guid, "System", 1188};
  return channel == "Security" ? to_security : to_system;
}
const Source& powershell() {
  static const Source source{"Microsoft-Windows-PowerShell",
                             parse_guid("{A0C1853B-5C40-4B15-8766-3CF1C58F985A}"),
                             "Microsoft-Windows-PowerShell/Operational", 5120};
  return source;
}
const Source& defender() {
  static const Source source{"Microsoft-Windows-Windows Defender",
                             parse_guid("{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}"),
                             "Microsoft-Windows-Windows Defender/Operational", 3316};
  return source;
}
const Source& tasks() {
  static const Source source{"Microsoft-Windows-TaskScheduler",
                             parse_guid("{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}"),
                             "Microsoft-Windows-TaskScheduler/Operational", 1404};
  return source;
}

const std::vector<std::byte>& system_sid() {
  static const std::vector<std::byte> sid = parse_sid("S-1-5-18");
  return sid;
}

void begin(EventSpec& event, const Source& source, const Where& where, std::uint16_t id,
           std::uint8_t version, std::uint16_t task) {
  event.provider = source.provider;
  event.provider_guid = source.guid;
  event.channel = source.channel;
  event.computer = where.computer;
  event.event_id = id;
  event.version = version;
  event.level = 4;
  event.task = task;
  event.opcode = 0;
  event.keywords = 0x8000000000000000;
  event.time = where.time;
  event.process_id = source.process_id;
  event.thread_id = source.process_id + 36 + 4 * (id % 16U);
  event.user.clear();
  event.activity.reset();
  event.user_data.clear();
  event.user_data_namespace.clear();
  event.clear_fields();
}

void begin_sysmon(EventSpec& event, const Where& where, std::uint16_t id, std::uint8_t version) {
  begin(event, sysmon(), where, id, version, id);
  event.user = system_sid();
}

void begin_security(EventSpec& event, const Where& where, std::uint16_t id, std::uint8_t version,
                    std::uint16_t task, Audit audit) {
  begin(event, security(), where, id, version, task);
  event.level = 0;
  event.keywords = audit == Audit::kSuccess ? 0x8020000000000000 : 0x8010000000000000;
}

EventSpec& subject(EventSpec& event, const Account& who) {
  return event.sid("SubjectUserSid", who.sid)
      .text("SubjectUserName", who.name)
      .text("SubjectDomainName", who.domain)
      .hex64("SubjectLogonId", who.logon_id);
}

const Account& local_system() {
  static const Account account{system_sid(), "SYSTEM", "NT AUTHORITY", 0x3e7};
  return account;
}

const Account& nobody() {
  static const Account account{parse_sid("S-1-0-0"), "-", "-", 0};
  return account;
}

std::string utc_text(Time time) {
  std::string out;
  append_utc(time, out);
  return out;
}

}  // namespace noroshi::evidence

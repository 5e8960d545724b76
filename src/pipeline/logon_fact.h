// LogonFact: what one record says about somebody coming, failing to come, or going. Taken from the
// Security log and from the two logs of Terminal Services, which keep their own account of remote
// sessions and are often forgotten by whoever clears the first.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "event/kind_cache.h"
#include "event/record.h"

namespace noroshi {

enum class LogonEvent : std::uint8_t {
  kNone,
  kLogon,             // Security 4624
  kFailure,           // 4625
  kLogoff,            // 4634
  kUserLogoff,        // 4647
  kExplicit,          // 4648: credentials given by hand, or by runas and its like
  kPrivileges,        // 4672
  kReconnect,         // 4778
  kDisconnect,        // 4779
  kRestart,           // 4608: whoever was there is not any more
  kRdpLogon,          // LocalSessionManager 21
  kRdpLogoff,         // 23
  kRdpDisconnect,     // 24
  kRdpReconnect,      // 25
  kRdpAuthenticated,  // RemoteConnectionManager 1149
};

struct LogonFact {
  LogonEvent event = LogonEvent::kNone;
  Time time;
  std::uint64_t record = 0;
  std::string computer;
  std::string account;       // DOMAIN\name; of kExplicit: whose credentials were given
  std::string subject;       // kExplicit: who gave them
  std::uint64_t id = 0;      // logon id; of kRdp*: the session's number
  std::int64_t type = -1;    // logon type; -1: none
  std::string address;       // where from; no "-", no ::ffff: before IPv4
  std::string source_host;   // the name that the source gave itself: anybody can claim any
  std::string target;        // kExplicit: the server they were for
  std::string process;       // full path
  std::string package;       // kLogon: how the account was proved
  std::uint64_t status = 0;  // kFailure

  // As the line of a frame: equal facts give equal lines.
  void append_packed(std::string& out) const;
  [[nodiscard]] static LogonFact unpack_from(std::string_view& line);
};

// One a thread; remembers where kinds of records keep their values.
class LogonFactReader {
 public:
  // Nothing if the record is not about logons. Cost: 20 ns for those that are not, else 1 us.
  [[nodiscard]] std::optional<LogonFact> read(const Record& record);

 private:
  struct Fields {
    LogonEvent event = LogonEvent::kNone;
    std::uint32_t user, domain, subject_user, subject_domain, id, type, address, source_host,
        target, process, package, status, sub_status;
  };
  [[nodiscard]] static Fields find_fields(const Record& record);

  KindCache<Fields> kinds_;
};

}  // namespace noroshi

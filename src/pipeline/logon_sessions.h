// LogonSessions: who was where, from where, from when to when, put together from facts in the order
// of time.
//
//   4624 (id 0x1f) ... 4672 (0x1f) ... 4634 (0x1f)      one session, with privileges
//   4625 4625 4625 4624                                  a burst of failures, and a session that
//                                                        came after three of them
//
// A logon id means a session of one computer until it restarts. Failures, credentials given by hand
// and RDP authentications that are alike and follow each other within kBurst are one row.
//
// Memory is bounded: of more than kMostOpen open sessions (or bursts) the oldest is closed as "not
// seen any more"; more than kMostPairs pairs of source and account are not remembered, and counted.
// Deterministic: it depends only on the facts and their order.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "pipeline/logon_fact.h"

namespace noroshi {

enum class LogonRowKind : std::uint8_t {
  kSession,
  kRemoteSession,  // as Terminal Services tell it
  kFailure,
  kExplicit,
  kRdpAuthenticated,
};
[[nodiscard]] std::string_view to_string(LogonRowKind kind);  // "session", ...

enum class LogonEnd : std::uint8_t {
  kNone,          // not seen
  kLogoff,        // 4634, 23
  kUser,          // 4647: somebody asked for it
  kDisconnected,  // still there, nobody in front of it
  kRestart,       // the computer started anew
};
[[nodiscard]] std::string_view to_string(LogonEnd end);  // "logoff", ...; "" for kNone

struct LogonRow {
  LogonRowKind kind = LogonRowKind::kSession;
  LogonFact fact;             // of its start, or of its end if the start was not seen
  std::optional<Time> start;  // nothing: began before the evidence
  std::optional<Time> end;    // of bursts: the last
  LogonEnd ended = LogonEnd::kNone;
  std::uint64_t count = 1;     // bursts: how many
  std::uint64_t failures = 0;  // sessions: of the same source and account, since the last success
  std::uint64_t reconnects = 0;
  std::string last_address;     // of a reconnection from elsewhere
  bool has_privileges = false;  // 4672
  bool is_first_pair = false;   // no earlier success of this source and account
};

// One source and one account.
struct LogonPair {
  static constexpr std::size_t kMostComputers = 16;

  std::string account, address, source_host;
  Time first, last;
  std::uint64_t successes = 0;
  std::uint64_t failures = 0;
  std::uint64_t failures_since_success = 0;
  std::set<std::int64_t> types;     // of successes; windows has some dozen
  std::set<std::string> computers;  // kMostComputers of them
  bool more_computers = false;
};

class LogonSessions {
 public:
  static constexpr std::size_t kMostOpen = 100'000;
  static constexpr std::size_t kMostPairs = 100'000;
  static constexpr std::size_t kMostTypes = 32;
  static constexpr std::int64_t kBurst = 3600 * Time::kTicksPerSecond;
  using Emit = std::function<Result<void>(const LogonRow&)>;

  // Rows are handed to `emit` as they close. Smaller limits are for tests.
  explicit LogonSessions(Emit emit, std::size_t most_open = kMostOpen,
                         std::size_t most_pairs = kMostPairs)
      : emit_(std::move(emit)), most_open_(most_open), most_pairs_(most_pairs) {}

  // Facts in the order of time; an equal fact right behind another is the same record read twice.
  [[nodiscard]] Result<void> add(const LogonFact& fact);
  [[nodiscard]] Result<void> finish();

  // In the order of their keys: account, then source.
  [[nodiscard]] const std::map<std::string, LogonPair>& pairs() const { return pairs_; }
  [[nodiscard]] std::uint64_t unremembered() const { return unremembered_; }  // facts without pair
  [[nodiscard]] std::uint64_t cut_short() const { return cut_short_; }  // rows closed for room

 private:
  // Open rows by a key that begins with the computer, and by age.
  struct Open {
    LogonRow row;
    std::uint64_t serial = 0;
  };
  using OpenRows = std::map<std::string, Open>;

  [[nodiscard]] LogonPair* pair_of(const LogonFact& fact);
  [[nodiscard]] Result<void> open(const std::string& key, LogonRow row);
  [[nodiscard]] Result<void> close(OpenRows::iterator at);
  [[nodiscard]] Result<void> start_session(const LogonFact& fact, LogonRowKind kind);
  [[nodiscard]] Result<void> end_session(const LogonFact& fact, LogonRowKind kind, LogonEnd how);
  [[nodiscard]] Result<void> reconnect(const LogonFact& fact, LogonRowKind kind);
  [[nodiscard]] Result<void> add_to_burst(const LogonFact& fact, LogonRowKind kind);
  [[nodiscard]] Result<void> restart(const LogonFact& fact);

  Emit emit_;
  std::size_t most_open_;
  std::size_t most_pairs_;
  OpenRows open_;
  std::map<std::uint64_t, OpenRows::iterator> by_age_;
  std::uint64_t serial_ = 0;
  std::map<std::string, LogonPair> pairs_;
  std::uint64_t unremembered_ = 0;
  std::uint64_t cut_short_ = 0;
};

}  // namespace noroshi

#include "pipeline/logon_sessions.h"

#include <algorithm>
#include <utility>

#include "base/fold.h"
#include "pipeline/packed.h"

namespace noroshi {
namespace {

constexpr char kSessionKey = 's';
constexpr char kRemoteKey = 't';
constexpr char kBurstKey = 'b';

// A text cannot end early in a key: its length stands before it.
std::string key_of(char kind, const std::string& computer) {
  std::string key;
  pack_text(fold(computer), key);
  key += kind;
  return key;
}

std::string session_key(const LogonFact& fact, LogonRowKind kind) {
  std::string key =
      key_of(kind == LogonRowKind::kRemoteSession ? kRemoteKey : kSessionKey, fact.computer);
  pack(fact.id, key);
  return key;
}

std::string burst_key(const LogonFact& fact, LogonRowKind kind) {
  std::string key = key_of(kBurstKey, fact.computer);
  key += static_cast<char>(kind);
  pack(fact.type, key);
  pack(fact.status, key);
  for (const std::string* text : {&fact.account, &fact.subject, &fact.address, &fact.source_host,
                                  &fact.target, &fact.process}) {
    pack_text(fold(*text), key);
  }
  return key;
}

}  // namespace

std::string_view to_string(LogonRowKind kind) {
  switch (kind) {
    case LogonRowKind::kSession:
      return "session";
    case LogonRowKind::kRemoteSession:
      return "rdp-session";
    case LogonRowKind::kFailure:
      return "failure";
    case LogonRowKind::kExplicit:
      return "explicit-credentials";
    case LogonRowKind::kRdpAuthenticated:
      return "rdp-authentication";
  }
  return "";
}

std::string_view to_string(LogonEnd end) {
  switch (end) {
    case LogonEnd::kNone:
      return "";
    case LogonEnd::kLogoff:
      return "logoff";
    case LogonEnd::kUser:
      return "user";
    case LogonEnd::kDisconnected:
      return "disconnected";
    case LogonEnd::kRestart:
      return "restart";
  }
  return "";
}

LogonPair* LogonSessions::pair_of(const LogonFact& fact) {
  std::string key;
  key += fold(fact.account);
  key += '\0';
  key += fold(fact.address.empty() ? fact.source_host : fact.address);
  auto at = pairs_.find(key);
  if (at == pairs_.end()) {
    if (pairs_.size() >= most_pairs_) {
      ++unremembered_;
      return nullptr;
    }
    at = pairs_.emplace(std::move(key), LogonPair{}).first;
    at->second.account = fact.account;
    at->second.address = fact.address;
    at->second.source_host = fact.source_host;
    at->second.first = fact.time;
  }
  LogonPair& pair = at->second;
  pair.last = std::max(pair.last, fact.time);
  if (pair.source_host.empty()) {
    pair.source_host = fact.source_host;
  }
  if (pair.computers.size() < LogonPair::kMostComputers) {
    pair.computers.insert(fact.computer);
  } else if (!pair.computers.contains(fact.computer)) {
    pair.more_computers = true;
  }
  return &pair;
}

Result<void> LogonSessions::open(const std::string& key, LogonRow row) {
  if (auto at = open_.find(key); at != open_.end()) {
    TRY(close(at));  // the same id again: the end of the earlier one was not seen
  }
  if (open_.size() >= most_open_) {
    ++cut_short_;
    TRY(close(by_age_.begin()->second));
  }
  auto at = open_.emplace(key, Open{std::move(row), ++serial_}).first;
  by_age_.emplace(serial_, at);
  return {};
}

Result<void> LogonSessions::close(OpenRows::iterator at) {
  by_age_.erase(at->second.serial);
  LogonRow row = std::move(at->second.row);
  open_.erase(at);
  return emit_(row);
}

Result<void> LogonSessions::start_session(const LogonFact& fact, LogonRowKind kind) {
  LogonRow row;
  row.kind = kind;
  row.fact = fact;
  row.start = fact.time;
  if (LogonPair* pair = pair_of(fact)) {
    row.is_first_pair = pair->successes == 0;
    row.failures = std::exchange(pair->failures_since_success, 0);
    ++pair->successes;
    if (fact.type >= 0 && pair->types.size() < kMostTypes) {
      pair->types.insert(fact.type);
    }
  }
  return open(session_key(fact, kind), std::move(row));
}

Result<void> LogonSessions::end_session(const LogonFact& fact, LogonRowKind kind, LogonEnd how) {
  auto at = open_.find(session_key(fact, kind));
  if (at == open_.end()) {
    // Somebody was there whose coming was not seen.
    LogonRow row;
    row.kind = kind;
    row.fact = fact;
    row.end = fact.time;
    row.ended = how;
    return how == LogonEnd::kLogoff ? emit_(row) : open(session_key(fact, kind), std::move(row));
  }
  LogonRow& row = at->second.row;
  row.end = fact.time;
  row.ended = row.ended == LogonEnd::kUser && how == LogonEnd::kLogoff ? LogonEnd::kUser : how;
  if (how == LogonEnd::kUser || how == LogonEnd::kDisconnected) {
    return {};  // 4634 follows 4647; who was disconnected may come back
  }
  return close(at);
}

Result<void> LogonSessions::reconnect(const LogonFact& fact, LogonRowKind kind) {
  auto at = open_.find(session_key(fact, kind));
  if (at == open_.end()) {
    LogonRow row;
    row.kind = kind;
    row.fact = fact;
    TRY(open(session_key(fact, kind), std::move(row)));
    at = open_.find(session_key(fact, kind));
  }
  LogonRow& row = at->second.row;
  ++row.reconnects;
  row.end.reset();
  row.ended = LogonEnd::kNone;
  if (!fact.address.empty() && fact.address != row.fact.address) {
    row.last_address = fact.address;
  }
  if (LogonPair* pair = pair_of(fact)) {
    row.is_first_pair = row.is_first_pair || pair->successes == 0;
    ++pair->successes;
  }
  return {};
}

Result<void> LogonSessions::add_to_burst(const LogonFact& fact, LogonRowKind kind) {
  bool is_first = false;
  if (kind != LogonRowKind::kExplicit) {
    if (LogonPair* pair = pair_of(fact)) {
      if (kind == LogonRowKind::kFailure) {
        ++pair->failures;
        ++pair->failures_since_success;
      } else {
        is_first = pair->successes == 0;
        ++pair->successes;
      }
    }
  }
  std::string key = burst_key(fact, kind);
  auto at = open_.find(key);
  if (at != open_.end() && fact.time.ticks - at->second.row.end->ticks <= kBurst) {
    at->second.row.end = fact.time;
    ++at->second.row.count;
    return {};
  }
  LogonRow row;
  row.kind = kind;
  row.fact = fact;
  row.start = fact.time;
  row.end = fact.time;
  row.is_first_pair = is_first;
  return open(key, std::move(row));
}

Result<void> LogonSessions::restart(const LogonFact& fact) {
  for (char kind : {kSessionKey, kRemoteKey}) {
    std::string start = key_of(kind, fact.computer);
    for (auto at = open_.lower_bound(start); at != open_.end() && at->first.starts_with(start);) {
      auto next = std::next(at);
      if (at->second.row.ended == LogonEnd::kNone) {
        at->second.row.end = fact.time;
        at->second.row.ended = LogonEnd::kRestart;
      }
      TRY(close(at));
      at = next;
    }
  }
  return {};
}

Result<void> LogonSessions::add(const LogonFact& fact) {
  using enum LogonEvent;
  switch (fact.event) {
    case kNone:
      return {};
    case kLogon:
      return start_session(fact, LogonRowKind::kSession);
    case kRdpLogon:
      return start_session(fact, LogonRowKind::kRemoteSession);
    case kFailure:
      return add_to_burst(fact, LogonRowKind::kFailure);
    case kExplicit:
      return add_to_burst(fact, LogonRowKind::kExplicit);
    case kRdpAuthenticated:
      return add_to_burst(fact, LogonRowKind::kRdpAuthenticated);
    case kLogoff:
      return end_session(fact, LogonRowKind::kSession, LogonEnd::kLogoff);
    case kUserLogoff:
      return end_session(fact, LogonRowKind::kSession, LogonEnd::kUser);
    case kDisconnect:
      return end_session(fact, LogonRowKind::kSession, LogonEnd::kDisconnected);
    case kRdpLogoff:
      return end_session(fact, LogonRowKind::kRemoteSession, LogonEnd::kLogoff);
    case kRdpDisconnect:
      return end_session(fact, LogonRowKind::kRemoteSession, LogonEnd::kDisconnected);
    case kReconnect:
      return reconnect(fact, LogonRowKind::kSession);
    case kRdpReconnect:
      return reconnect(fact, LogonRowKind::kRemoteSession);
    case kRestart:
      return restart(fact);
    case kPrivileges: {
      auto at = open_.find(session_key(fact, LogonRowKind::kSession));
      if (at != open_.end()) {
        at->second.row.has_privileges = true;
      }
      return {};
    }
  }
  return {};
}

Result<void> LogonSessions::finish() {
  while (!by_age_.empty()) {
    TRY(close(by_age_.begin()->second));
  }
  return {};
}

}  // namespace noroshi

#include "pipeline/logon_fact.h"

#include <algorithm>

#include "event/value_text.h"
#include "pipeline/packed.h"
#include "pipeline/record_fields.h"

namespace noroshi {
namespace {

constexpr std::string_view kSessionManager =
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
constexpr std::string_view kConnectionManager =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";

LogonEvent event_of(const Record& record) {
  using enum LogonEvent;
  Value channel = record.field(WellKnown::kChannel);
  std::int64_t id = event_id_of(record);
  auto among = [id](std::initializer_list<std::pair<std::int64_t, LogonEvent>> events) {
    for (auto [number, event] : events) {
      if (number == id) {
        return event;
      }
    }
    return kNone;
  };
  if (equals_ascii(channel, "Security") &&
      equals_ascii(record.field(WellKnown::kProvider), "Microsoft-Windows-Security-Auditing")) {
    return among({{4624, kLogon},
                  {4625, kFailure},
                  {4634, kLogoff},
                  {4647, kUserLogoff},
                  {4648, kExplicit},
                  {4672, kPrivileges},
                  {4778, kReconnect},
                  {4779, kDisconnect},
                  {4608, kRestart}});
  }
  if (equals_ascii(channel, kSessionManager)) {
    return among({{21, kRdpLogon}, {23, kRdpLogoff}, {24, kRdpDisconnect}, {25, kRdpReconnect}});
  }
  return equals_ascii(channel, kConnectionManager) ? among({{1149, kRdpAuthenticated}}) : kNone;
}

// The text, or nothing for the dash that Windows writes for nothing.
std::string text_of(const Record& record, std::uint32_t field) {
  std::string text = to_text(record.field(field));
  return text == "-" ? std::string() : text;
}

std::string account_of(const Record& record, std::uint32_t domain, std::uint32_t user) {
  std::string name = text_of(record, user);
  std::string place = text_of(record, domain);
  return place.empty() || name.empty() ? name : place + '\\' + name;
}

std::uint64_t number_of(const Record& record, std::uint32_t field) {
  auto number = to_number(record.field(field));
  return number && number->is_integer && !number->is_negative ? number->magnitude : 0;
}

std::string address_of(const Record& record, std::uint32_t field) {
  constexpr std::string_view kMapped = "::ffff:";
  std::string text = text_of(record, field);
  if (text.starts_with(kMapped) && text.contains('.')) {
    text.erase(0, kMapped.size());
  }
  return text == "LOCAL" ? std::string() : text;
}

}  // namespace

void LogonFact::append_packed(std::string& out) const {
  pack(time.ticks, out);
  pack(record, out);
  pack(event, out);
  pack(id, out);
  pack(type, out);
  pack(status, out);
  for (const std::string* text :
       {&computer, &account, &subject, &address, &source_host, &target, &process, &package}) {
    pack_text(*text, out);
  }
}

LogonFact LogonFact::unpack_from(std::string_view& line) {
  LogonFact fact;
  fact.time.ticks = unpack<std::int64_t>(line);
  fact.record = unpack<std::uint64_t>(line);
  fact.event = unpack<LogonEvent>(line);
  fact.id = unpack<std::uint64_t>(line);
  fact.type = unpack<std::int64_t>(line);
  fact.status = unpack<std::uint64_t>(line);
  for (std::string* text : {&fact.computer, &fact.account, &fact.subject, &fact.address,
                            &fact.source_host, &fact.target, &fact.process, &fact.package}) {
    *text = unpack_text(line);
  }
  return fact;
}

LogonFactReader::Fields LogonFactReader::find_fields(const Record& record) {
  using enum LogonEvent;
  Fields fields{event_of(record), Shape::kNone, Shape::kNone, Shape::kNone, Shape::kNone,
                Shape::kNone,     Shape::kNone, Shape::kNone, Shape::kNone, Shape::kNone,
                Shape::kNone,     Shape::kNone, Shape::kNone, Shape::kNone};
  auto first = [&](std::initializer_list<std::string_view> names) {
    for (std::string_view name : names) {
      if (std::uint32_t at = record.shape->find(name); at != Shape::kNone) {
        return at;
      }
    }
    return Shape::kNone;
  };
  switch (fields.event) {
    case kNone:
    case kRestart:
      break;
    case kRdpLogon:
    case kRdpLogoff:
    case kRdpDisconnect:
    case kRdpReconnect:
      fields.user = first({"User"});
      fields.id = first({"SessionID"});
      fields.address = first({"Address"});
      break;
    case kRdpAuthenticated:
      fields.user = first({"Param1"});
      fields.domain = first({"Param2"});
      fields.address = first({"Param3"});
      break;
    case kPrivileges:
      fields.user = first({"SubjectUserName"});
      fields.domain = first({"SubjectDomainName"});
      fields.id = first({"SubjectLogonId"});
      break;
    case kReconnect:
    case kDisconnect:
      fields.user = first({"AccountName"});
      fields.domain = first({"AccountDomain"});
      fields.id = first({"LogonID"});
      fields.address = first({"ClientAddress"});
      fields.source_host = first({"ClientName"});
      break;
    case kLogon:
    case kFailure:
    case kLogoff:
    case kUserLogoff:
    case kExplicit:
      fields.user = first({"TargetUserName"});
      fields.domain = first({"TargetDomainName"});
      fields.subject_user = first({"SubjectUserName"});
      fields.subject_domain = first({"SubjectDomainName"});
      fields.id = first({"TargetLogonId"});
      fields.type = first({"LogonType"});
      fields.address = first({"IpAddress"});
      fields.source_host = first({"WorkstationName"});
      fields.target = first({"TargetServerName"});
      fields.process = first({"ProcessName"});
      fields.package = first({"AuthenticationPackageName"});
      fields.status = first({"Status"});
      fields.sub_status = first({"SubStatus"});
      break;
  }
  return fields;
}

std::optional<LogonFact> LogonFactReader::read(const Record& record) {
  const Fields& fields = kinds_.get(record, find_fields);
  if (fields.event == LogonEvent::kNone) {
    return std::nullopt;
  }
  LogonFact fact;
  fact.event = fields.event;
  fact.time = record.time;
  fact.record = record.id;
  fact.computer = to_text(record.field(WellKnown::kComputer));
  fact.account = account_of(record, fields.domain, fields.user);
  if (fields.event == LogonEvent::kExplicit) {
    fact.subject = account_of(record, fields.subject_domain, fields.subject_user);
  }
  fact.id = number_of(record, fields.id);
  if (fields.type != Shape::kNone) {
    fact.type = static_cast<std::int64_t>(number_of(record, fields.type));
  }
  fact.address = address_of(record, fields.address);
  fact.source_host = text_of(record, fields.source_host);
  fact.target = text_of(record, fields.target);
  fact.process = text_of(record, fields.process);
  fact.package = text_of(record, fields.package);
  // The sub-status says more, where it says anything.
  std::uint64_t sub_status = number_of(record, fields.sub_status);
  fact.status = sub_status != 0 ? sub_status : number_of(record, fields.status);
  return fact;
}

}  // namespace noroshi

#include "pipeline/pivot_worker.h"

#include <algorithm>
#include <array>

#include "event/value_text.h"

namespace noroshi {
namespace {

using enum PivotKind;

constexpr PivotField kFields[] = {
    {kAccount, "User"},
    {kAccount, "TargetUserName"},
    {kAccount, "SubjectUserName"},
    {kAccount, "SourceUser"},
    {kAccount, "TargetUser"},
    {kAccount, "ParentUser"},
    {kAccount, "AccountName"},
    {kAccount, "SamAccountName"},
    {kHost, "Computer"},
    {kHost, "DestinationHostname"},
    {kHost, "SourceHostname"},
    {kHost, "WorkstationName"},
    {kHost, "TargetServerName"},
    {kAddress, "DestinationIp"},
    {kAddress, "SourceIp"},
    {kAddress, "IpAddress"},
    {kAddress, "ClientAddress"},
    {kAddress, "DestAddress"},
    {kAddress, "SourceAddress"},
    {kDomain, "QueryName"},
    {kHash, "Hashes"},
    {kHash, "Hash"},
    {kProcess, "Image"},
    {kProcess, "ParentImage"},
    {kProcess, "SourceImage"},
    {kProcess, "TargetImage"},
    {kProcess, "ProcessName"},
    {kFile, "TargetFilename"},
    {kFile, "ImageLoaded"},
    {kFile, "ServiceFileName"},
    {kFile, "ImagePath"},
    {kService, "ServiceName"},
    {kTask, "TaskName"},
    {kPipe, "PipeName"},
    {kShare, "ShareName"},
};
static_assert(std::size(kFields) <= 64);

// Values that stand for nothing, or for every machine alike.
constexpr std::string_view kNothing[] = {"",
                                         "-",
                                         "::",
                                         "0.0.0.0",
                                         "127.0.0.1",
                                         "::1",
                                         "0:0:0:0:0:0:0:1",
                                         "LOCAL",
                                         "localhost",
                                         "<unknown process>",
                                         "SYSTEM",
                                         "LOCAL SERVICE",
                                         "NETWORK SERVICE",
                                         "NT AUTHORITY\\SYSTEM",
                                         "NT AUTHORITY\\LOCAL SERVICE",
                                         "NT AUTHORITY\\NETWORK SERVICE"};

std::string_view without_mapping(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";
  return address.starts_with(kMapped) && address.contains('.') ? address.substr(kMapped.size())
                                                               : address;
}

}  // namespace

std::string_view to_string(PivotKind kind) {
  constexpr std::array<std::string_view, kPivotKinds> kNames = {
      "account", "host",    "address", "domain", "hash", "process",
      "file",    "service", "task",    "pipe",   "share"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const PivotField> pivot_fields() {
  return kFields;
}

void PivotWorker::put(PivotKind kind, std::size_t field, std::string_view value,
                      const Record& record, RuleLevel level) {
  if (std::ranges::find(kNothing, value) == std::end(kNothing)) {
    tally_.add({.group = static_cast<std::uint32_t>(kind),
                .value = value,
                .host = host_,
                .time = record.time,
                .marks = std::uint64_t{1} << field,
                .level = static_cast<std::uint8_t>(level)});
  }
}

void PivotWorker::take(std::size_t field, std::string_view value, const Record& record,
                       RuleLevel level) {
  PivotKind kind = kFields[field].kind;
  if (kind == kAddress) {
    put(kind, field, without_mapping(value), record, level);
  } else if (kind == kHash) {
    // "SHA1=...,MD5=...", or one hash alone. An import hash is shared by programs that have nothing
    // else in common.
    while (!value.empty()) {
      std::string_view part = value.substr(0, value.find(','));
      value.remove_prefix(std::min(value.size(), part.size() + 1));
      if (!part.starts_with("IMPHASH=")) {
        put(kind, field, part.substr(part.find('=') + 1), record, level);
      }
    }
  } else {
    put(kind, field, value, record, level);
  }
}

void PivotWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !setup_.filter.admits(record)) {
    return;
  }
  std::span<const Hit> hits = matcher_.match(record);
  if (hits.empty()) {
    return;
  }
  ++held_;
  count_detections(hits.size());
  RuleLevel level = RuleLevel::kInformational;
  for (const Hit& hit : hits) {
    level = std::max(level, setup_.rules->rules()[hit.rule]->level);
  }
  host_.clear();
  append_text(record.field(WellKnown::kComputer), host_);
  const std::vector<FieldWays>& ways = ways_.get(record, [this](const Record& of) {
    std::vector<FieldWays> all;
    for (const PivotField& field : kFields) {
      all.emplace_back(setup_.rules->views(), of, field.name);
    }
    return all;
  });
  for (std::size_t i = 0; i < ways.size(); ++i) {
    arena_.reset();
    if (Value value = ways[i].read(record, arena_); value.type != ValueType::kAbsent) {
      text_.clear();
      append_text(value, text_);
      take(i, text_, record, level);
    }
  }
  if (tally_.is_large()) {
    tally_.drain(output());
    flush_if_large();
  }
}

}  // namespace noroshi

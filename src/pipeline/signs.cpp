#include "pipeline/signs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/timezone.h"
#include "event/value_text.h"
#include "pipeline/record_fields.h"

namespace noroshi {
namespace {

constexpr std::size_t kFallsKept = 16;

std::string iso(Time time) {
  std::string text;
  append_iso(time, display_zone(), text);
  return text;
}

Diagnostic backwards(const Origin& place, Time from, Time to) {
  return {
      "sign.time-backwards", place.source, place.offset, 0,
      fmt::format("time goes back from {} to {} on one host; the clock was set, or records were "
                  "changed",
                  iso(from), iso(to))};
}

void see_clearing(const Record& record, ItemResult& result) {
  Value provider = record.field(WellKnown::kProvider);
  if (!equals_ascii(provider, "Microsoft-Windows-Eventlog")) {
    return;
  }
  const Origin& place = record.origins.front();
  result.diagnostics.add(
      {"sign.log-cleared", place.source, place.offset, 0,
       fmt::format("record {} says that a log was cleared at {} on {}", record.id, iso(record.time),
                   to_text(record.field(WellKnown::kComputer)))});
}

}  // namespace

bool SignWatch::same_host(const Value& host) const {
  return host_size_ == std::min<std::size_t>(host.size, kLongestHost) &&
         std::memcmp(host_.data(), host.data, host_size_) == 0;
}

void SignWatch::keep_host(const Value& host) {
  host_size_ = std::min<std::size_t>(host.size, kLongestHost);
  if (host_size_ > 0) {
    std::memcpy(host_.data(), host.data, host_size_);
  }
}

void SignWatch::see(const Record& record, ItemResult& result) {
  if (record.recovery != Recovery::kLive) {
    return;
  }
  std::int64_t event = event_id_of(record);
  if (event == 1102 || event == 104) [[unlikely]] {
    see_clearing(record, result);
  }
  OrderMark& order = result.order;
  Value host = record.field(WellKnown::kComputer);
  if (host.type == ValueType::kList) {  // an attacker's template; its size counts no bytes
    host = {};
  }
  bool host_stays = host_size_ != kNoHost && same_host(host);
  if (!order.any) {
    order.any = true;
    order.first_host = to_text(host);
    order.first_time = record.time;
    order.first_record = record.id;
  } else if (host_stays && record.id > order.last_record &&
             record.time.ticks < order.last_time.ticks - kTimeTolerance) [[unlikely]] {
    result.diagnostics.add(backwards(record.origins.front(), order.last_time, record.time));
  }
  if (!host_stays) {
    keep_host(host);
    order.last_host = to_text(host);
  }
  order.last_time = record.time;
  order.last_record = record.id;
}

void FileAccount::add(const FileAccount& other) {
  for (auto member : {&FileAccount::files, &FileAccount::chunks, &FileAccount::decoded,
                      &FileAccount::recovered, &FileAccount::diagnosed, &FileAccount::gaps,
                      &FileAccount::bytes, &FileAccount::header_bytes, &FileAccount::record_bytes,
                      &FileAccount::slack_bytes, &FileAccount::diagnosed_bytes,
                      &FileAccount::unexplained_records, &FileAccount::unexplained_bytes}) {
    this->*member += other.*member;
  }
}

void FileJoiner::start(const WorkItem& item) {
  const SourceFile& file = files_[item.source];
  account_ = {};
  account_.source = item.source;
  account_.bytes = file.size;
  account_.header_bytes = file.body;
  start_number_ = 0;
  previous_number_ = 0;
  order_ = {};
  falls_.clear();
  is_open_ = true;
}

void FileJoiner::join_chunk(const ChunkResult& chunk, ItemResult& result) {
  const evtx::ChunkReport& report = chunk.report;
  account_.header_bytes += report.header_bytes;
  account_.record_bytes += report.record_bytes;
  account_.slack_bytes += report.slack_bytes;
  account_.diagnosed_bytes += report.diagnosed_bytes;
  account_.decoded += report.decoded;
  account_.recovered += report.recovered;
  account_.diagnosed += report.diagnosed;
  account_.gaps += report.gaps;
  ++account_.chunks;
  if (!report.is_chunk) {
    return;
  }
  // An empty chunk says first 1, last -1 (or 0): no numbers to account for.
  bool holds_numbers =
      report.last_record >= report.first_record && report.last_record != UINT64_MAX;
  std::uint64_t said = holds_numbers ? report.last_record - report.first_record + 1 : 0;
  std::uint64_t found = report.decoded + report.diagnosed + report.gaps;
  account_.unexplained_records += said > found ? said - found : found - said;
  if (!holds_numbers) {
    return;
  }
  if (start_number_ == 0) {
    start_number_ = report.first_record;
    account_.first_record = report.first_record;
    account_.last_record = report.last_record;
  } else if (report.first_record <= previous_number_) {
    if (falls_.size() < kFallsKept) {
      falls_.push_back({chunk.offset, previous_number_, report.first_record});
    }
  } else if (report.first_record > previous_number_ + 1) {
    result.diagnostics.add({"sign.records-missing", account_.source, chunk.offset, 0,
                            fmt::format("records {} to {} are missing between two chunks",
                                        previous_number_ + 1, report.first_record - 1)});
  }
  account_.first_record = std::min(account_.first_record, report.first_record);
  account_.last_record = std::max(account_.last_record, report.last_record);
  previous_number_ = report.last_record;
}

void FileJoiner::join_order(const ItemResult& result, DiagnosticLog& into) {
  const OrderMark& now = result.order;
  if (!now.any) {
    return;
  }
  if (order_.any && now.first_host == order_.last_host && now.first_record > order_.last_record &&
      now.first_time.ticks < order_.last_time.ticks - kTimeTolerance) {
    into.add(backwards({account_.source, result.item.offset, 0}, order_.last_time, now.first_time));
  }
  order_ = now;
}

void FileJoiner::judge_falls(DiagnosticLog& into) {
  // A log that overwrites its oldest chunk has one seam, and its end comes just before its start.
  if (falls_.size() == 1 && previous_number_ < start_number_) {
    return;
  }
  for (const Fall& fall : falls_) {
    into.add({"sign.numbers-start-over", account_.source, fall.offset, 0,
              fmt::format("record numbers go back from {} to {}; the log was cleared, or pieced "
                          "together",
                          fall.from, fall.to)});
  }
}

bool FileJoiner::join(ItemResult& result) {
  if (!is_open_) {
    start(result.item);
  }
  for (const ChunkResult& chunk : result.chunks) {
    join_chunk(chunk, result);
  }
  join_order(result, result.diagnostics);
  if (!result.item.is_last) {
    return false;
  }
  judge_falls(result.diagnostics);
  std::uint64_t explained = account_.header_bytes + account_.record_bytes + account_.slack_bytes +
                            account_.diagnosed_bytes;
  account_.unexplained_bytes =
      explained > account_.bytes ? explained - account_.bytes : account_.bytes - explained;
  is_open_ = false;
  return true;
}

}  // namespace noroshi

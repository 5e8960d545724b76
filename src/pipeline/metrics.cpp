// A frame's record number and id are 192 bits of the SHA-1 of the cell's key (padded), so that
// frames of one cell come out side by side. Its line:
//   4 bytes length | channel | 4 bytes length | provider | 8 bytes event id |
//   4 bytes length | computer | MetricsCell as 6 numbers of 8 bytes
#include "pipeline/metrics.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/sha1.h"
#include "base/timezone.h"
#include "base/utf.h"
#include "event/value_text.h"
#include "pipeline/packed.h"
#include "pipeline/record_fields.h"

namespace noroshi {
namespace {

constexpr std::size_t kLongestName = 512;   // bytes
constexpr std::size_t kCellOverhead = 300;  // bytes beside the names, roughly
constexpr std::int64_t kTicksPerDay = 86400 * Time::kTicksPerSecond;

void put_frame(std::string_view key, const MetricsCell& cell, std::string& out) {
  Sha1 sha1;
  sha1.update(key.data(), key.size());
  auto hash = sha1.finish();
  Uuid id{};
  std::memcpy(id.data(), hash.data() + 8, hash.size() - 8);
  std::string line(key);
  pack(cell.count, line);
  pack(cell.oldest.ticks, line);
  pack(cell.newest.ticks, line);
  pack(cell.numbered, line);
  pack(cell.first_number, line);
  pack(cell.last_number, line);
  append_frame(Time{}, load_le<std::uint64_t>(hash.data()), id, line, out);
}

MetricsCell take_cell(std::string_view& from) {
  MetricsCell cell;
  cell.count = unpack<std::uint64_t>(from);
  cell.oldest.ticks = unpack<std::int64_t>(from);
  cell.newest.ticks = unpack<std::int64_t>(from);
  cell.numbered = unpack<std::uint64_t>(from);
  cell.first_number = unpack<std::uint64_t>(from);
  cell.last_number = unpack<std::uint64_t>(from);
  return cell;
}

// Real names are far shorter; what a hostile record has instead cannot fill the memory.
std::string name_of(const Value& value) {
  std::string text = to_text(value);
  text.resize(utf8_prefix(text, kLongestName));
  return text;
}

std::uint64_t number_of(const Record& record) {
  // A forwarded record keeps the number of the log that it came from; its container gives another.
  auto number = to_number(record.field(WellKnown::kRecordId));
  return number && number->is_integer && !number->is_negative ? number->magnitude : record.id;
}

bool says_cleared(const Record& record) {
  std::int64_t event = event_id_of(record);
  return (event == 1102 || event == 104) &&
         equals_ascii(record.field(WellKnown::kProvider), "Microsoft-Windows-Eventlog");
}

}  // namespace

void MetricsCell::add(Time time) {
  oldest = count == 0 ? time : std::min(oldest, time);
  newest = count == 0 ? time : std::max(newest, time);
  ++count;
}

void MetricsCell::add_number(std::uint64_t number) {
  first_number = numbered == 0 ? number : std::min(first_number, number);
  last_number = numbered == 0 ? number : std::max(last_number, number);
  ++numbered;
}

void MetricsCell::add(const MetricsCell& other) {
  if (other.count > 0) {
    oldest = count == 0 ? other.oldest : std::min(oldest, other.oldest);
    newest = count == 0 ? other.newest : std::max(newest, other.newest);
    count += other.count;
  }
  if (other.numbered > 0) {
    first_number = numbered == 0 ? other.first_number : std::min(first_number, other.first_number);
    last_number = numbered == 0 ? other.last_number : std::max(last_number, other.last_number);
    numbered += other.numbered;
  }
}

std::uint64_t MetricsCell::missing() const {
  std::uint64_t span = numbered == 0 ? 0 : last_number - first_number + 1;
  return span > numbered ? span - numbered : 0;
}

double MetricsCell::per_day() const {
  double days = static_cast<double>(newest.ticks) / kTicksPerDay -
                static_cast<double>(oldest.ticks) / kTicksPerDay;
  return static_cast<double>(count) / std::max(1.0, days);
}

MetricsWorker::Event* MetricsWorker::event_of(const Record& record) {
  std::string key;
  pack_text(name_of(record.field(WellKnown::kChannel)), key);
  pack_text(name_of(record.field(WellKnown::kProvider)), key);
  pack(event_id_of(record), key);
  auto [at, is_new] = events_.try_emplace(key);
  if (is_new) {
    at->second.key = key;
  }
  return &at->second;  // the map's nodes do not move
}

MetricsCell& MetricsWorker::cell_of(Event& event, const Value& host) {
  std::size_t size = host.type == ValueType::kList ? 0 : host.size;
  if (event.last != nullptr && host.type == event.last_type && size == event.last_bytes.size() &&
      host.type != ValueType::kList &&
      (size == 0 || std::memcmp(host.data, event.last_bytes.data(), size) == 0)) {
    return *event.last;
  }
  auto [at, is_new] = event.hosts.try_emplace(name_of(host));
  bytes_ += is_new ? kCellOverhead + event.key.size() + at->first.size() : 0;
  event.last = &at->second;
  event.last_type = host.type;
  event.last_bytes.assign(reinterpret_cast<const char*>(host.data), size);
  return at->second;
}

void MetricsWorker::see_clearing(const Record& record) {
  // 104 names the log that was cleared as its data; 1102 stands in the log itself.
  Log log(name_of(record.field(WellKnown::kComputer)),
          name_of(record.field(record.shape->find("Channel"))));
  if (MetricsClears* clears = clears_.find_or_add(log)) {
    clears->last = clears->count == 0 ? record.time : std::max(clears->last, record.time);
    ++clears->count;
  }
}

void MetricsWorker::see_day(Time time) {
  if (time < day_start_ || time >= day_end_) {
    day_ = display_zone().day_of(time);
    day_start_ = start_of_day(day_, display_zone());
    day_end_ = start_of_day(day_ + 1, display_zone());
  }
  if (std::uint64_t* count = days_.find_or_add(day_)) {
    ++*count;
  }
}

void MetricsWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !filter_.admits(record)) {
    return;
  }
  Event* event = kinds_.get(record, [this](const Record& of) { return event_of(of); });
  MetricsCell& cell = cell_of(*event, record.field(WellKnown::kComputer));
  cell.add(record.time);
  if (record.recovery == Recovery::kLive) {
    if (std::uint64_t number = number_of(record); number != 0) {
      cell.add_number(number);
    }
  }
  see_day(record.time);
  if (says_cleared(record)) [[unlikely]] {
    see_clearing(record);
  }
  if (bytes_ > budget_) [[unlikely]] {
    drain(output());
    flush_if_large();
  }
}

void MetricsWorker::drain(std::string& out) {
  for (const auto& [key, event] : events_) {
    for (const auto& [host, cell] : event.hosts) {
      std::string whole = key;
      pack_text(host, whole);
      put_frame(whole, cell, out);
    }
  }
  kinds_ = {};  // it points into events_
  events_.clear();
  bytes_ = 0;
}

Result<Metrics> Metrics::of(TimeOrder& cells, const std::vector<const MetricsWorker*>& workers) {
  Metrics sums;
  // A computer counts once in a section, however many cells it has there. Frames of one event and
  // computer are one cell; only those of channels and providers share computers.
  BoundedMap<std::pair<std::string, std::string>, std::uint8_t> of_provider{4 * kMostRows};
  std::string key;
  MetricsCell cell;
  auto end = [&] {
    if (cell.count == 0) {
      return;
    }
    std::string_view rest = key;
    EventKey event;
    event.channel = unpack_text(rest);
    event.provider = unpack_text(rest);
    event.event_id = unpack<std::int64_t>(rest);
    std::string computer(unpack_text(rest));
    sums.records += cell.count;
    auto add = [&cell](auto& section, const auto& name) -> Row* {
      Row* row = section.find_or_add(name);
      if (row != nullptr) {
        row->cell.add(cell);
      }
      return row;
    };
    add(sums.computers, computer);
    add(sums.channels, event.channel);
    add(sums.providers, event.provider);
    if (Row* row = add(sums.events, event)) {
      ++row->computers;
    }
    add(sums.logs, MetricsWorker::Log(computer, event.channel));
    of_provider.find_or_add(std::pair(event.provider, computer));
  };
  TRY(cells.finish([&](std::string_view lines) -> Result<void> {
    while (!lines.empty()) {
      std::string_view start = lines;
      std::ignore = unpack_text(lines);
      std::ignore = unpack_text(lines);
      std::ignore = unpack<std::int64_t>(lines);
      std::ignore = unpack_text(lines);
      std::string_view name = start.substr(0, start.size() - lines.size());
      if (name != key) {
        end();
        key = name;
        cell = {};
      }
      cell.add(take_cell(lines));
    }
    return {};
  }));
  end();
  for (const auto& [log, row] : sums.logs.entries()) {
    if (Row* channel = sums.channels.find_or_add(log.second)) {
      ++channel->computers;
    }
    if (Row* computer = sums.computers.find_or_add(log.first)) {
      ++computer->computers;  // of a computer: its channels
    }
  }
  for (const auto& [pair, nothing] : of_provider.entries()) {
    if (Row* provider = sums.providers.find_or_add(pair.first)) {
      ++provider->computers;
    }
  }
  for (const MetricsWorker* worker : workers) {
    sums.clears.merge(worker->clears(), [](MetricsClears& mine, const MetricsClears& theirs) {
      mine.last = mine.count == 0 ? theirs.last : std::max(mine.last, theirs.last);
      mine.count += theirs.count;
    });
    sums.days.merge(worker->days(),
                    [](std::uint64_t& mine, std::uint64_t theirs) { mine += theirs; });
  }
  return sums;
}

}  // namespace noroshi

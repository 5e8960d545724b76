#include "pipeline/record_runs.h"

#include <algorithm>
#include <cstring>

#include "event/identity.h"

namespace noroshi {
namespace {

bool same(const Value& value, ValueType type, const std::string& bytes) {
  return value.type == type && value.size == bytes.size() &&
         std::memcmp(value.data, bytes.data(), bytes.size()) == 0;
}

// Values that are made of bytes that lie side by side.
bool is_plain(const Value& value) {
  return value.type != ValueType::kList && value.data != nullptr;
}

void keep(const Value& value, ValueType& type, std::string& bytes) {
  type = value.type;
  bytes.assign(reinterpret_cast<const char*>(value.data), value.size);
}

}  // namespace

void RunTracker::begin() {
  runs_.runs.clear();
  runs_.may_repeat = false;
  origins_.clear();
  last_ = nullptr;
}

RunTracker::Origin& RunTracker::origin_of(const Record& record) {
  Value host = record.field(WellKnown::kComputer);
  Value channel = record.field(WellKnown::kChannel);
  bool plain = is_plain(host) && is_plain(channel);
  if (last_ != nullptr && plain && same(host, host_type_, host_) &&
      same(channel, channel_type_, channel_)) [[likely]] {
    return *last_;
  }
  last_hash_ = origin_hash(record, seed_, scratch_);
  Origin& origin = origins_[last_hash_];
  last_ = nullptr;
  if (plain) {
    keep(host, host_type_, host_);
    keep(channel, channel_type_, channel_);
    last_ = &origin;  // stays where it is: nodes of the map do not move
  }
  return origin;
}

void RunTracker::start_run(Origin& origin, std::uint64_t number) {
  if (origin.count == kMostRuns) {
    NumberRun& run = runs_.runs[origin.run];
    run.from = std::min(run.from, number);
    run.to = std::max(run.to, number);
    return;
  }
  ++origin.count;
  origin.run = runs_.runs.size();
  runs_.runs.push_back({last_hash_, number, number});
}

void RunTracker::see(const Record& record) {
  std::uint64_t number = record_number(record);
  if (number == 0) {
    return;
  }
  Origin& origin = origin_of(record);
  if (origin.count != 0 && number == origin.highest + 1 && runs_.runs[origin.run].to + 1 == number)
      [[likely]] {
    runs_.runs[origin.run].to = number;
  } else {
    runs_.may_repeat = runs_.may_repeat || number <= origin.highest;
    start_run(origin, number);
  }
  origin.highest = std::max(origin.highest, number);
}

}  // namespace noroshi

// A frame's key is the group (as its time), 128 bits of the SHA-1 of the folded value (as record
// number and first half of the id), and 64 bits of that of the host (the rest of the id): frames of
// one value come out side by side, and among them those of one host. Its line:
//   4 bytes group | 4 bytes length | folded value | 4 bytes length | host |
//   4 bytes length | spelling | count, first, last, marks: 8 bytes each | level: 1 byte
#include "pipeline/value_counts.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/fold.h"
#include "base/sha1.h"
#include "pipeline/packed.h"

namespace noroshi {
namespace {

constexpr std::size_t kEntryOverhead = 200;  // bytes of an entry beside its texts, roughly

std::array<std::uint8_t, 20> hash_of(std::string_view text) {
  Sha1 hash;
  hash.update(text.data(), text.size());
  return hash.finish();
}

void put_frame(std::uint32_t group, std::string_view folded, std::string_view host,
               std::string_view line, std::string& out) {
  auto value_hash = hash_of(folded);
  auto host_hash = hash_of(host);
  Uuid id;
  std::memcpy(id.data(), value_hash.data() + 8, 8);
  std::memcpy(id.data() + 8, host_hash.data(), 8);
  append_frame(Time{group}, load_le<std::uint64_t>(value_hash.data()), id, line, out);
}

// Adds up lines that come in the order of the frames.
class Joiner {
 public:
  explicit Joiner(const std::function<Result<void>(const ValueCount&)>& visit) : visit_(visit) {}

  [[nodiscard]] Result<void> add(std::string_view lines) {
    while (!lines.empty()) {
      auto group = unpack<std::uint32_t>(lines);
      std::string_view folded = unpack_text(lines);
      std::string_view host = unpack_text(lines);
      std::string_view spelling = unpack_text(lines);
      if (any_ && (group != now_.group || folded != folded_)) {
        TRY(end());
      }
      if (!any_) {
        any_ = true;
        now_ = {};
        now_.group = group;
        now_.value = spelling;
        folded_ = folded;
      }
      if (now_.hosts == 0 || host != host_) {
        host_ = host;
        ++now_.hosts;
        if (now_.named_hosts.size() < ValueCount::kMostNamed) {
          now_.named_hosts.emplace_back(host);
        }
      }
      if (spelling < now_.value) {
        now_.value = spelling;
      }
      auto count = unpack<std::uint64_t>(lines);
      Time first{unpack<std::int64_t>(lines)};
      Time last{unpack<std::int64_t>(lines)};
      now_.first = now_.count == 0 ? first : std::min(now_.first, first);
      now_.last = now_.count == 0 ? last : std::max(now_.last, last);
      now_.count += count;
      now_.marks |= unpack<std::uint64_t>(lines);
      now_.level = std::max(now_.level, unpack<std::uint8_t>(lines));
    }
    return {};
  }

  [[nodiscard]] Result<void> end() {
    if (any_) {
      std::ranges::sort(now_.named_hosts);
      any_ = false;
      return visit_(now_);
    }
    return {};
  }

 private:
  const std::function<Result<void>(const ValueCount&)>& visit_;
  bool any_ = false;
  ValueCount now_;
  std::string folded_;
  std::string host_;
};

}  // namespace

void ValueTally::add(const ValueSight& sight) {
  key_.clear();
  pack(sight.group, key_);
  pack_text(fold(sight.value), key_);
  pack_text(sight.host, key_);
  auto [at, is_new] = entries_.try_emplace(key_);
  Entry& entry = at->second;
  if (is_new) {
    bytes_ += key_.size() + sight.value.size() + kEntryOverhead;
    entry.spelling = sight.value;
    entry.first = sight.time;
    entry.last = sight.time;
  } else if (sight.value < entry.spelling) {
    entry.spelling = sight.value;
  }
  ++entry.count;
  entry.first = std::min(entry.first, sight.time);
  entry.last = std::max(entry.last, sight.time);
  entry.marks |= sight.marks;
  entry.level = std::max(entry.level, sight.level);
}

void ValueTally::drain(std::string& out) {
  std::string line;
  for (const auto& [key, entry] : entries_) {
    line = key;
    pack_text(entry.spelling, line);
    pack(entry.count, line);
    pack(entry.first.ticks, line);
    pack(entry.last.ticks, line);
    pack(entry.marks, line);
    pack(entry.level, line);
    std::string_view rest = key;
    auto group = unpack<std::uint32_t>(rest);
    std::string_view folded = unpack_text(rest);
    put_frame(group, folded, unpack_text(rest), line, out);
  }
  entries_.clear();
  bytes_ = 0;
}

Result<void> each_value(TimeOrder& order,
                        const std::function<Result<void>(const ValueCount&)>& visit) {
  Joiner joiner(visit);
  TRY(order.finish([&](std::string_view lines) { return joiner.add(lines); }));
  return joiner.end();
}

}  // namespace noroshi

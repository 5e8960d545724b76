#include "match/value_memory.h"

#include <algorithm>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/fold.h"

namespace noroshi {

const std::vector<std::uint64_t>* ValueMemory::Entry::scan(const void* what) const {
  auto found = std::find_if(scans.begin(), scans.end(),
                            [what](const auto& known) { return known.first == what; });
  return found == scans.end() ? nullptr : &found->second;
}

void ValueMemory::start_record() {
  if (bytes_ > kMaxBytes) {
    entries_.clear();
    bytes_ = 0;
  }
}

ValueMemory::Entry* ValueMemory::find(const Value& value) {
  std::uint64_t hash = XXH3_64bits(value.data, value.size);
  auto [first, last] = entries_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    Entry& entry = *at->second;
    if (entry.type == value.type && entry.bytes.size() == value.size &&
        std::memcmp(entry.bytes.data(), value.data, value.size) == 0) {
      return &entry;
    }
  }
  std::uint64_t& seen = seen_once_[hash % seen_once_.size()];
  if (seen != hash) {
    seen = hash;
    return nullptr;
  }
  auto entry = std::make_unique<Entry>();
  entry->type = value.type;
  entry->bytes.assign(reinterpret_cast<const char*>(value.data), value.size);
  entry->folded.resize(fold_capacity(value.size));
  char* end = value.type == ValueType::kTextUtf16
                  ? fold_utf16_to(value.bytes(), entry->folded.data())
                  : fold_utf8_to(entry->bytes, entry->folded.data());
  entry->folded.resize(static_cast<std::size_t>(end - entry->folded.data()));
  entry->folded.shrink_to_fit();
  bytes_ += entry->bytes.size() + entry->folded.size() + sizeof(Entry);
  return entries_.emplace(hash, std::move(entry))->second.get();
}

}  // namespace noroshi

// BoundedMap: a sorted map that keeps only the `limit` smallest keys. What it keeps is exact and
// does not depend on the order in which keys came or on how maps were merged: a key that belongs to
// the smallest is never pushed out. So a report stays the same on any number of threads, and an
// attacker who invents a million hosts cannot fill the memory.
#pragma once

#include <cstddef>
#include <functional>
#include <map>

namespace noroshi {

template <typename Key, typename Value>
class BoundedMap {
 public:
  explicit BoundedMap(std::size_t limit) : limit_(limit) {}

  // The value of `key`, made if it was not there; null if the key is beyond the limit.
  template <typename Like>
  Value* find_or_add(const Like& key) {
    auto at = entries_.lower_bound(key);
    if (at != entries_.end() && !(key < at->first)) {
      return &at->second;
    }
    if (entries_.size() >= limit_) {
      overflowed_ = true;
      if (at == entries_.end()) {
        return nullptr;
      }
      auto last = std::prev(entries_.end());
      if (at == last) {
        at = entries_.end();
      }
      entries_.erase(last);
    }
    return &entries_.emplace_hint(at, Key(key), Value{})->second;
  }

  [[nodiscard]] const std::map<Key, Value, std::less<>>& entries() const { return entries_; }
  [[nodiscard]] bool overflowed() const { return overflowed_; }

  // `join(Value& mine, const Value& theirs)` for every key of `other`.
  template <typename Join>
  void merge(const BoundedMap& other, Join join) {
    overflowed_ = overflowed_ || other.overflowed_;
    for (const auto& [key, value] : other.entries_) {
      if (Value* mine = find_or_add(key)) {
        join(*mine, value);
      }
    }
  }

 private:
  std::size_t limit_;
  std::map<Key, Value, std::less<>> entries_;
  bool overflowed_ = false;
};

}  // namespace noroshi
